import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import type { FolderContentDto, FolderDto } from './folders.dto.js';
import {
  deleteFolder,
  emptyFolder,
  type FolderRow,
  folderById,
  folderList,
  insertFolder,
  renameFolder,
} from './folders.sql.js';

/** Keeps the folders of a tenant. */
@Injectable()
export class FoldersService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(tenantId: string, query: ListQuery): Promise<ListAnswer<FolderDto>> {
    const { data, page } = await readList(rowsOfTenant(this.database, tenantId), folderList, query);
    return { data: data.map(shown), page };
  }

  /** @throws Problem `folder_name_taken` (409) */
  async create(tenantId: string, { name }: FolderContentDto): Promise<FolderDto> {
    const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(insertFolder, tenantId, newId(), name));
    if (!row) throw feedsProblems.folder_name_taken({ name });
    return shown(row);
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
        return shown(row ?? (await refuse(tx, id, versions)));
      });
    } catch (error) {
      throw isUniqueViolation(error) ? feedsProblems.folder_name_taken({ name }) : error;
    }
  }

  /**
   * Deletes a folder; its feeds stay, in none.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `folder_not_found` (404), `precondition_failed` (412)
   */
  async delete(tenantId: string, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(emptyFolder, id);
      const [row] = await tx.run(deleteFolder, id, versions ?? null);
      if (!row) await refuse(tx, id, versions);
    });
  }
}

function shown({ nameKey: _, ...folder }: FolderRow): FolderDto {
  return folder;
}

async function refuse(tx: Transaction, id: string, versions: ExpectedVersions): Promise<never> {
  const [row] = await tx.run(folderById, id);
  if (row) assertVersion(versions, row.version);
  throw feedsProblems.folder_not_found({ id });
}
