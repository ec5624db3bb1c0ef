import { Injectable } from '@nestjs/common';
import { pathKey, pathProblem, pathReasons } from '#platform/archives';
import { Database, type Transaction } from '#platform/database';
import { receiveUpload, type UploadedBody } from '#platform/http';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { Quotas } from '#platform/quotas';
import {
  type IncomingFile,
  type ReservedRoom,
  Storage,
  storageQuota,
  type Uploader,
  UploadRoom,
} from '#platform/storage';
import { VersionsService } from '../versions/versions.service.js';
import { countFiles } from '../versions/versions.sql.js';
import { largestArchive, largestFile, mostFiles } from './file-limits.js';
import type { VersionFileDto } from './files.dto.js';
import { filesProblems } from './files.errors.js';
import { addFiles, clashingFile, deleteFiles, fileList } from './files.sql.js';

/** The files of drafts, one by one. */
@Injectable()
export class FilesService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly versions: VersionsService,
    private readonly quotas: Quotas,
  ) {}

  /** @throws Problem `version_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, slug: string, version: string, query: ListQuery): Promise<ListAnswer<VersionFileDto>> {
    const asked = { ...query, version: `${slug} ${version}` };
    const answer = await readList(rowsOfTenant(this.database, tenantId), fileList, asked);
    if (answer.data.length === 0) await this.versions.byName(tenantId, slug, version);
    return answer;
  }

  /**
   * Receives a file and adds it to a draft, in place of one with the same path. The file is kept when this resolves.
   *
   * @throws Problem as `VersionsService.draft` and `lockDraft`; `content_digest_mismatch` (400), `file_too_large` (413),
   *   `path_refused`, `too_many_files` (422), `path_clashes` (409), `quota_exceeded` (402),
   *   `too_many_uploads` (429), `storage_unavailable` (503)
   */
  async upload(
    uploader: Uploader,
    slug: string,
    version: string,
    path: string,
    body: UploadedBody,
  ): Promise<VersionFileDto> {
    const { tenantId } = uploader;
    const reason = pathProblem(path);
    if (reason) throw filesProblems.path_refused({ reason: pathReasons[reason] }, { extensions: { reason } });
    const idle = await this.versions.draft(tenantId, slug, version);
    return this.room.reserve(uploader, { length: body.length, most: largestFile }, async (room) => {
      const file = await receiveUpload(this.storage, body, room, largestFile);
      return this.storage.save({ tenantId }, [file], async (tx) => {
        const { row } = await this.versions.lockDraft(tx, slug, idle);
        return this.add(tx, tenantId, row.id, path, file, room);
      });
    });
  }

  /** @throws Problem as `VersionsService.draft` and `lockDraft`; `file_not_found` (404) */
  async delete(tenantId: string, slug: string, version: string, path: string): Promise<void> {
    const idle = await this.versions.draft(tenantId, slug, version);
    await this.database.transaction({ tenantId }, async (tx) => {
      const { row } = await this.versions.lockDraft(tx, slug, idle);
      const [gone] = await tx.run(deleteFiles, [row.id], path);
      if (!gone?.files) throw filesProblems.file_not_found();
      await tx.run(countFiles, row.id, -gone.files, -gone.bytes);
      await this.storage.release(tx, gone.digests);
      await this.quotas.take(tx, tenantId, storageQuota, -gone.bytes);
    });
  }

  private async add(
    tx: Transaction,
    tenantId: string,
    versionId: string,
    path: string,
    { digest, bytes }: IncomingFile,
    room: ReservedRoom,
  ): Promise<VersionFileDto> {
    const key = pathKey(path);
    const [clash] = await tx.run(clashingFile, versionId, path, key, foldersOf(key), `${key}/`, `${key}0`);
    if (clash) throw filesProblems.path_clashes({ other: clash.path });
    const [gone] = await tx.run(deleteFiles, [versionId], path);
    await addFiles(tx, tenantId, [{ version: versionId, path, pathKey: key, bytes, digest }]);
    const added = { files: 1 - (gone?.files ?? 0), bytes: bytes - (gone?.bytes ?? 0) };
    const [version] = await tx.run(countFiles, versionId, added.files, added.bytes);
    const full = version && (version.fileCount > mostFiles || version.bytes > largestArchive);
    if (full) throw filesProblems.too_many_files({ files: mostFiles, bytes: largestArchive });
    await this.storage.release(tx, gone?.digests ?? []);
    await room.end(tx);
    await this.quotas.take(tx, tenantId, storageQuota, added.bytes);
    return { path, bytes, digest };
  }
}

/** The folders that a path lies in: of `a/b/c`, `a` and `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, i) => parts.slice(0, i + 1).join('/'));
}
