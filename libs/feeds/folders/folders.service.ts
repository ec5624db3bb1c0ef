import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { Realtime, topicOf } from '#platform/realtime';
import { feedsProblems } from '../feeds.errors.js';
import { lockFiltersOfFolder } from '../filters/filters.sql.js';
import { unmark } from '../filters/unmark.js';
import type { FolderContentDto, FolderDto } from './folders.dto.js';
import {
  deleteFolder,
  emptyFolder,
  folderList,
  folderVersion,
  insertFolder,
  lockFolder,
  renameFolder,
} from './folders.sql.js';

/** Keeps the folders of a tenant. */
@Injectable()
export class FoldersService {
  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<FolderDto>> {
    return readList(rowsOfTenant(this.database, tenantId), folderList, query, withoutNameKey);
  }

  /** @throws Problem `folder_name_taken` (409) */
  async create(tenantId: string, { name }: FolderContentDto): Promise<FolderDto> {
    const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(insertFolder, tenantId, newId(), name));
    if (!row) throw feedsProblems.folder_name_taken({ name });
    return row;
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `folder_not_found` (404), `folder_name_taken` (409), `precondition_failed` (412)
   */
  async rename(
    tenantId: string,
    id: string,
    { name }: FolderContentDto,
    versions: ExpectedVersions,
  ): Promise<FolderDto> {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        const [row] = await tx.run(renameFolder, id, versions ?? null, name);
        if (!row) refuseChange((await tx.run(folderVersion, id))[0], versions, feedsProblems.folder_not_found({ id }));
        return row;
      });
    } catch (error) {
      throw isUniqueViolation(error) ? feedsProblems.folder_name_taken({ name }) : error;
    }
  }

  /**
   * Deletes a folder; its feeds stay, in none. The filters for it alone end with it. They may have marked very many posts, which
   * lose the marks in steps: once some have, the folder is deleted whatever version it has meanwhile.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `folder_not_found` (404), `precondition_failed` (412)
   */
  async delete(tenantId: string, id: string, versions: ExpectedVersions): Promise<void> {
    let more = await this.deleteStep(tenantId, id, versions);
    while (more) more = await this.deleteStep(tenantId, id, undefined);
  }

  private deleteStep(tenantId: string, id: string, versions: ExpectedVersions): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [locked] = await tx.run(lockFolder, id, versions ?? null);
      if (!locked) refuseChange((await tx.run(folderVersion, id))[0], versions, feedsProblems.folder_not_found({ id }));
      // Before its feeds are changed, as deliveries lock them.
      if (await unmark(tx, await tx.run(lockFiltersOfFolder, id))) return true;
      await tx.run(emptyFolder, id);
      await tx.run(deleteFolder, id, null);
      this.realtime.publish(tx, topicOf.tenant(tenantId), { name: 'unread.changed', data: {} });
      return false;
    });
  }
}
