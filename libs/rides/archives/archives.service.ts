import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { receiveUpload, type UploadedBody } from '#platform/http';
import { type ListAnswer, readList, rowsOfPerson } from '#platform/lists';
import { hasEnded, type Operation, Operations } from '#platform/operations';
import { Quotas } from '#platform/quotas';
import { Storage, storageQuota, UploadRoom } from '#platform/storage';
import { ridesProblems } from '../rides.errors.js';
import type { ArchiveFileDto, ArchiveFilesQueryDto } from './archives.dto.js';
import { archiveById, archiveFileList, insertArchive, openArchives } from './archives.sql.js';
import { giveBack } from './give-back.js';
import { importArchive } from './import-archive.job.js';

/** Bytes of an archive, at most. */
export const LARGEST_ARCHIVE = 2 ** 31;

/** Receives ZIPs of many rides, which a worker imports, and says what became of their files. */
@Injectable()
export class ArchivesService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly quotas: Quotas,
    private readonly operations: Operations,
  ) {}

  /**
   * Receives an archive and starts its import. Until that ends, its bytes count against the quota.
   *
   * @throws Problem `content_digest_mismatch` (400), `quota_exceeded` (402), `archive_at_work` (409), `body_too_large` (413),
   *   `too_many_uploads`, `too_many_operations` (429), `storage_unavailable` (503)
   */
  async begin(person: Person, body: UploadedBody): Promise<Operation> {
    const { tenantId, userId } = person;
    await this.endLeft(person);
    const size = { length: body.length, most: LARGEST_ARCHIVE };
    return this.room.reserve({ tenantId, callerId: userId }, size, async (room) => {
      const file = await receiveUpload(this.storage, body, room, LARGEST_ARCHIVE);
      return this.storage.save(person, [file], async (tx) => {
        const operation = await this.operations.start(tx, importArchive, { tenantId, userId }, 'rides.write');
        const [added] = await tx.run(insertArchive, tenantId, userId, operation.id, file.digest, file.bytes);
        // The operation is that of another archive, which was received at the same time.
        if (!added) throw ridesProblems.archive_at_work({ id: operation.id });
        await room.end(tx);
        await this.quotas.take(tx, tenantId, storageQuota, file.bytes);
        return operation;
      });
    });
  }

  /** @throws Problem `archive_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async files(person: Person, id: string, query: ArchiveFilesQueryDto): Promise<ListAnswer<ArchiveFileDto>> {
    const answer = await readList(rowsOfPerson(this.database, person), archiveFileList, { ...query, archive: id });
    if (answer.data.length > 0) return answer;
    const [archive] = await this.database.read(person, archiveById, id);
    if (!archive) throw ridesProblems.archive_not_found({ id });
    return answer;
  }

  /**
   * Gives back what imports left that no worker could end: those that were cancelled in their queue.
   *
   * @throws Problem `archive_at_work` (409)
   */
  private async endLeft(person: Person): Promise<void> {
    for (const { id } of await this.database.read(person, openArchives)) {
      if (!hasEnded(await this.operations.find(person, id))) throw ridesProblems.archive_at_work({ id });
      await this.database.transaction(person, (tx) => giveBack(tx, this.storage, id));
    }
  }
}
