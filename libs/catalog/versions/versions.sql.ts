import { statement } from '#platform/database';
import { declareList, equals, type ListFilter, timestamp, uuid } from '#platform/lists';
import type { VersionDto } from './versions.dto.js';

const columns = `v.id, v.version, v.state, v.changelog, v.file_count as "fileCount", v.bytes::float8 as bytes,
    v.operation_id as "operationId", v.yank_reason as "yankReason", v.revision, v.created_at as "createdAt",
    v.updated_at as "updatedAt", v.published_at as "publishedAt"`;

/** The app of this slug. */
const ofApp: ListFilter = {
  condition: (place) => `app_id = (select id from catalog.apps where slug = ${place()})`,
  parameters: (slug) => [slug],
};

/** The version that `<slug> <version>` names. */
export const ofVersion: ListFilter = {
  condition: (
    place,
  ) => `version_id = (select v.id from catalog.versions as v join catalog.apps as app on app.id = v.app_id
    where app.slug = ${place()} and v.version = ${place()})`,
  parameters: (value) => {
    const [slug = '', ...version] = value.split(' ');
    return [slug, version.join(' ')];
  },
};

/** The versions of one app, which the filter `app` names by its slug. */
export const versionList = declareList<VersionDto, '-createdAt', 'app' | 'state'>({
  name: 'catalog.versions',
  columns,
  from: 'catalog.versions as v',
  filters: { app: ofApp, state: equals('state') },
  sorts: { '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] } },
  always: ['app'],
});

export const versionByName = statement<VersionDto, [slug: string, version: string]>('catalog.versions.by-name')`
  select ${columns} from catalog.versions as v join catalog.apps as app on app.id = v.app_id
    where app.slug = $1 and v.version = $2`;

/** Locks a version for a change of its files. */
export const lockVersion = statement<VersionDto, [app: string, version: string]>('catalog.versions.lock')`
  select ${columns} from catalog.versions as v where app_id = $1 and version = $2 for update`;

export const insertVersion = statement<
  VersionDto,
  [tenantId: string, id: string, app: string, version: string, changelog: string]
>('catalog.versions.insert')`
  insert into catalog.versions as v (tenant_id, id, app_id, version, state, changelog)
    values ($1, $2, $3, $4, 'draft', $5) returning ${columns}`;

const changed = 'revision = revision + 1, updated_at = now()';
const change = <Values extends readonly unknown[]>(name: string) =>
  statement<VersionDto, [id: string, ...values: Values]>(name);

export const changeChangelog = change<[changelog: string]>('catalog.versions.change-changelog')`
  update catalog.versions as v set changelog = $2, ${changed} where id = $1 and changelog <> $2 returning ${columns}`;

/** Adds to the number and the size of a version's files. */
export const countFiles = change<[files: number, bytes: number]>('catalog.versions.count-files')`
  update catalog.versions as v set state = 'draft', file_count = file_count + $2, bytes = bytes + $3, ${changed}
    where id = $1 returning ${columns}`;

/** Notes which operation is at work on a version, in which state. */
export const beginWork = change<[state: string, operation: string]>('catalog.versions.begin-work')`
  update catalog.versions as v set state = $2, operation_id = $3, ${changed} where id = $1 returning ${columns}`;

/** Publishes a version, or makes it a draft again, while this operation is at work on it. */
export const endCheck = change<[operation: string, state: string]>('catalog.versions.end-check')`
  update catalog.versions as v set state = $3, published_at = case $3 when 'published' then now() end, ${changed}
    where id = $1 and operation_id = $2 and state = 'checking' returning ${columns}`;

/** Locks a version, and tells whether this operation is at work on it. */
export const workOf = statement<{ atWork: boolean }, [id: string, operation: string]>('catalog.versions.work-of')`
  select operation_id is not distinct from $2 as "atWork" from catalog.versions where id = $1 for update`;

export const yankVersion = change<[reason: string]>('catalog.versions.yank')`
  update catalog.versions as v set state = 'yanked', yank_reason = $2, ${changed} where id = $1 returning ${columns}`;

export const deleteVersion = statement<object, [id: string]>('catalog.versions.delete')`
  delete from catalog.versions where id = $1`;

/** Locks the oldest version of an app. */
export const firstVersion = statement<{ id: string }, [app: string]>('catalog.versions.first')`
  select id from catalog.versions where app_id = $1 order by created_at, id limit 1 for update`;

/** The published versions of an app, the last one at the end, to find the highest. */
export const publishedVersions = statement<
  Pick<VersionDto, 'version' | 'fileCount' | 'bytes'> & { readonly kept: boolean },
  [app: string]
>('catalog.versions.published')`
  select version, file_count as "fileCount", bytes::float8 as bytes, kept from catalog.versions
    where app_id = $1 and state = 'published' order by published_at, id`;

/** What is told of a version that was published. No row where its app is deleted meanwhile. */
export const publishedVersion = statement<{ slug: string; name: string; version: string }, [versionId: string]>(
  'catalog.publishing.version',
)`
  select a.slug, a.name, v.version from catalog.versions v
    join catalog.apps a on a.tenant_id = v.tenant_id and a.id = v.app_id where v.id = $1`;
