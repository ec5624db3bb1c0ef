import { statement } from '#platform/database';
import { declareList, equals, text, timestamp, uuid, type WithNameKey } from '#platform/lists';
import { tagsOfApp } from '../apps/apps.sql.js';
import type { StudioAppDetailDto, StudioAppDto, StudioAppSort } from './studio.dto.js';

const columns = `app.id, app.slug, app.name, app.summary, ${tagsOfApp} as tags, app.licence,
    app.author, app.version, app.listed, app.archived, app.deleting, app.revision, app.created_at as "createdAt",
    app.updated_at as "updatedAt"`;
const detail = `${columns}, app.description, app.homepage`;

export const studioAppList = declareList<WithNameKey<StudioAppDto>, StudioAppSort, 'archived'>({
  name: 'catalog.studio-apps',
  onReplica: true,
  columns: `${columns}, app.name_key as "nameKey"`,
  from: 'catalog.apps',
  as: 'app',
  filters: { archived: equals('archived') },
  sorts: {
    '-updatedAt': { keys: [timestamp('updated_at', 'updatedAt'), uuid('id', 'id')] },
    '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] },
    name: { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] },
  },
});

export const studioApp = statement<StudioAppDetailDto, [slug: string]>('catalog.studio.by-slug')`
  select ${detail} from catalog.apps as app where slug = $1`;

/** Locks the app, so that changes of it and of its versions run one after the other. */
export const lockApp = statement<StudioAppDetailDto, [slug: string]>('catalog.studio.lock')`
  select ${detail} from catalog.apps as app where slug = $1 for update`;

/** As `lockApp`, for a job. */
export const lockAppById = statement<{ id: string }, [id: string]>('catalog.studio.lock-by-id')`
  select id from catalog.apps where id = $1 for update`;

export const insertApp = statement<object, [tenantId: string, id: string, slug: string]>('catalog.studio.insert')`
  insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description, tags, listed, revision)
    values ($1, $2, $3, $3, $3, '', '', '{}', false, 0)`;

/** Changes what the app's page shows. The store lists an app that has a version and is not archived. */
export const changeApp = statement<
  StudioAppDetailDto,
  [
    id: string,
    name: string,
    nameKey: string,
    summary: string,
    description: string,
    tags: readonly string[],
    licence: string | null,
    author: string | null,
    homepage: string | null,
    archived: boolean,
    deleting: boolean,
  ]
>('catalog.studio.change')`
  update catalog.apps as app set name = $2, name_key = $3, summary = $4, description = $5,
      tags = array(select tag collate "C" from unnest($6::text[]) as tag order by 1), licence = $7, author = $8, homepage = $9,
      archived = $10, deleting = $11, listed = version is not null and not $10 and not $11, revision = revision + 1,
      updated_at = now()
    where id = $1 returning ${detail}`;

/**
 * The version that the store shows, with the number and the size of its files and whether these are kept; null where none is
 * published any more. What an import said of a version that stays stands.
 */
export const showVersion = statement<
  { slug: string; public: boolean },
  [id: string, version: string | null, fileCount: number, bytes: number, kept: boolean]
>('catalog.studio.show-version')`
  update catalog.apps set version = $2, file_count = $3, bytes = $4, revision = revision + 1, updated_at = now(),
      listed = $2::text is not null and not archived and not deleting,
      download = case when $5 then 'ready' when version = $2 and download <> 'ready' then download else 'not_kept' end
    where id = $1 returning slug, not archived and not deleting as public`;

export const deleteApp = statement<{ id: string }, [id: string]>('catalog.studio.delete')`
  delete from catalog.apps where id = $1 returning id`;
