import { Injectable } from '@nestjs/common';
import { receiveUpload, type UploadedBody } from '#platform/http';
import { newId } from '#platform/ids';
import { type Operation, Operations } from '#platform/operations';
import { Quotas } from '#platform/quotas';
import { Storage, storageQuota, type Uploader, UploadRoom } from '#platform/storage';
import { largestArchive } from '../files/file-limits.js';
import { VersionsService } from '../versions/versions.service.js';
import { beginWork } from '../versions/versions.sql.js';
import { deleteArchivesOf, insertArchive } from './archives.sql.js';
import { unpackArchive } from './unpack-archive.job.js';

/** Uploaded archives, which a worker unpacks into drafts. */
@Injectable()
export class Archives {
  constructor(
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly versions: VersionsService,
    private readonly operations: Operations,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Receives an archive and starts unpacking it into a draft. Until it is unpacked, its bytes count against the quota.
   *
   * @throws Problem as `VersionsService.draft` and `lockDraft`; `content_digest_mismatch` (400), `file_too_large` (413),
   *   `quota_exceeded` (402), `too_many_uploads` (429), `storage_unavailable` (503)
   */
  async begin(uploader: Uploader, slug: string, version: string, body: UploadedBody): Promise<Operation> {
    const { tenantId } = uploader;
    const idle = await this.versions.draft(tenantId, slug, version);
    return this.room.reserve(uploader, { length: body.length, most: largestArchive }, async (room) => {
      const file = await receiveUpload(this.storage, body, room, largestArchive);
      return this.storage.save({ tenantId }, [file], async (tx) => {
        const { row } = await this.versions.lockDraft(tx, slug, idle);
        // Of an operation that failed or was cancelled: none is at work.
        const [left] = await tx.run(deleteArchivesOf, row.id);
        const archiveId = newId();
        await tx.run(insertArchive, tenantId, archiveId, row.id, file.bytes, file.digest);
        await this.storage.release(tx, left?.digests ?? []);
        const payload = { tenantId, slug, version, versionId: row.id, archiveId };
        const operation = await this.operations.start(tx, unpackArchive, payload, 'catalog.write');
        await tx.run(beginWork, row.id, 'draft', operation.id);
        await room.end(tx);
        await this.quotas.take(tx, tenantId, storageQuota, file.bytes - (left?.bytes ?? 0));
        return operation;
      });
    });
  }
}
