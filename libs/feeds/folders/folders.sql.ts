import { samples, statement } from '#platform/database';
import { declareList, text } from '#platform/lists';
import type { FolderDto } from './folders.dto.js';

export interface FolderRow extends FolderDto {
  readonly nameKey: string;
}

const columns = 'id, name, name_key as "nameKey", version, created_at as "createdAt", updated_at as "updatedAt"';

export const folderList = declareList<FolderRow, 'name'>({
  name: 'feeds.folders',
  columns,
  from: 'feeds.folders',
  filters: {},
  sorts: { name: { keys: [text('name_key', 'nameKey')] } },
  defaultSort: 'name',
  index: () => 'folders_by_name',
});

export const folderById = statement<FolderRow, [id: string]>({
  name: 'feeds.folders.by-id',
  index: 'folders_pkey',
  text: `select ${columns} from feeds.folders where id = $1`,
  sample: [samples.id],
});

/** That there is a folder, which stays until the transaction ends. */
export const keepFolder = statement<{ id: string }, [id: string]>({
  name: 'feeds.folders.keep',
  index: 'folders_pkey',
  text: 'select id from feeds.folders where id = $1 for key share',
  sample: [samples.id],
});

/** No row where another folder has the name, whatever its case. */
export const insertFolder = statement<FolderRow, [tenantId: string, id: string, name: string]>({
  name: 'feeds.folders.insert',
  text: `insert into feeds.folders (tenant_id, id, name) values ($1, $2, $3)
    on conflict (tenant_id, name_key) do nothing returning ${columns}`,
  sample: [samples.tenantInForce, samples.otherId, 'New'],
});

/** The folder of a name, which is made where there is none. */
export const ensureFolder = statement<{ id: string }, [tenantId: string, id: string, name: string]>({
  name: 'feeds.folders.ensure',
  text: `insert into feeds.folders (tenant_id, id, name) values ($1, $2, $3)
    on conflict (tenant_id, name_key) do update set updated_at = folders.updated_at returning id`,
  sample: [samples.tenantInForce, samples.otherId, 'New'],
});

/** No row where it is at another version, or does not exist. */
export const renameFolder = statement<FolderRow, [id: string, versions: readonly number[] | null, name: string]>({
  name: 'feeds.folders.rename',
  index: 'folders_pkey',
  text: `update feeds.folders set name = $3, version = version + 1, updated_at = now()
    where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${columns}`,
  sample: [samples.id, null, 'Renamed'],
});

/** Nothing is put into it until the transaction ends. No row where it is at another version, or does not exist. */
export const lockFolder = statement<{ id: string }, [id: string, versions: readonly number[] | null]>({
  name: 'feeds.folders.lock',
  index: 'folders_pkey',
  text: 'select id from feeds.folders where id = $1 and ($2::integer[] is null or version = any ($2)) for update',
  sample: [samples.id, null],
});

/** Takes subscriptions out of a folder, which is deleted after it. */
export const emptyFolder = statement<object, [id: string]>({
  name: 'feeds.folders.empty',
  text: 'update feeds.subscriptions set folder_id = null, version = version + 1, updated_at = now() where folder_id = $1',
  sample: [samples.id],
});

export const deleteFolder = statement<object, [id: string]>({
  name: 'feeds.folders.delete',
  index: 'folders_pkey',
  text: 'delete from feeds.folders where id = $1',
  sample: [samples.id],
});
