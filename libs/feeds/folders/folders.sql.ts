import { deleteRowOf, keepRowOf, lockRowOf, statement, versionIn } from '#platform/database';
import { declareList, text, type WithNameKey } from '#platform/lists';
import type { FolderDto } from './folders.dto.js';

const columns = 'id, name, version, created_at as "createdAt", updated_at as "updatedAt"';

export const folderList = declareList<WithNameKey<FolderDto>, 'name'>({
  name: 'feeds.folders',
  columns: `${columns}, name_key as "nameKey"`,
  from: 'feeds.folders',
  sorts: { name: { keys: [text('name_key', 'nameKey')] } },
});

export const folderVersion = versionIn('feeds.folders');

/** That there is a folder, which stays until the transaction ends. */
export const keepFolder = keepRowOf('feeds.folders');

/** No row where another folder has the name, whatever its case. */
export const insertFolder = statement<FolderDto, [tenantId: string, id: string, name: string]>('feeds.folders.insert')`
  insert into feeds.folders (tenant_id, id, name) values ($1, $2, $3)
    on conflict (tenant_id, name_key) do nothing returning ${columns}`;

/** The folder of a name, which is made where there is none. */
export const ensureFolder = statement<{ id: string }, [tenantId: string, id: string, name: string]>(
  'feeds.folders.ensure',
)`
  insert into feeds.folders (tenant_id, id, name) values ($1, $2, $3)
    on conflict (tenant_id, name_key) do update set updated_at = folders.updated_at returning id`;

/** No row where it is at another version, or does not exist. */
export const renameFolder = statement<FolderDto, [id: string, versions: readonly number[] | null, name: string]>(
  'feeds.folders.rename',
)`
  update feeds.folders set name = $3, version = version + 1, updated_at = now()
    where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${columns}`;

/** Nothing is put into it until the transaction ends. */
export const lockFolder = lockRowOf('feeds.folders');

/** Takes subscriptions out of a folder, which is deleted after it. */
export const emptyFolder = statement<object, [id: string]>('feeds.folders.empty')`
  update feeds.subscriptions set folder_id = null, version = version + 1, updated_at = now() where folder_id = $1`;

export const deleteFolder = deleteRowOf('feeds.folders');
