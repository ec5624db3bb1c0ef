import { statement } from '#platform/database';
import type { DownloadState } from '../apps/apps.dto.js';

/** An app whose files are still to be kept. */
export interface PendingApp {
  readonly id: string;
  readonly slug: string;
  readonly source: string;
  /** The version that the store shows. */
  readonly version: string;
  /** Of all its files. */
  readonly bytes: number;
}

/** The next apps whose files are still to be kept, the smallest first, after one of that size and id. Without the table's name, `bytes` would be the float. */
export const nextPending = statement<PendingApp, [bytes: number, id: string, most: number]>(
  'catalog.imports.next-pending',
)`
  select id, slug, source, version, bytes::float8 as bytes from catalog.apps
    where download = 'pending' and (bytes, id) > ($1::bigint, $2::uuid) order by apps.bytes, apps.id limit $3`;

export const countPending = statement<{ apps: number; bytes: number }>('catalog.imports.count-pending')`
  select count(*)::int as apps, coalesce(sum(bytes), 0)::float8 as bytes from catalog.apps where download = 'pending'`;

/** Locks those of these apps that still wait for their files, with the version that the store shows. */
export const lockPending = statement<{ id: string; version: string; versionId: string }, [ids: readonly string[]]>(
  'catalog.imports.lock-pending',
)`
  select app.id, app.version, v.id as "versionId" from catalog.apps as app
      join catalog.versions as v on v.app_id = app.id and v.version = app.version
    where app.id = any ($1::uuid[]) and app.download = 'pending' and not app.deleting order by app.id for update of app`;

/** Notes that the files of versions are kept. One element of each array per version. */
export const keepVersions = statement<
  object,
  [ids: readonly string[], fileCounts: readonly number[], bytes: readonly number[]]
>('catalog.imports.keep-versions')`
  update catalog.versions as v set kept = true, file_count = n.file_count, bytes = n.bytes
    from unnest($1::uuid[], $2::integer[], $3::bigint[]) as n (id, file_count, bytes) where v.id = n.id`;

/** The apps of those versions can be downloaded. Their texts and the time of their last change stay. */
export const readyApps = statement<
  object,
  [ids: readonly string[], fileCounts: readonly number[], bytes: readonly number[], digests: readonly string[]]
>('catalog.imports.ready-apps')`
  update catalog.apps as app set download = 'ready', file_count = n.file_count, bytes = n.bytes, digest = n.digest
    from unnest($1::uuid[], $2::integer[], $3::bigint[], $4::text[]) as n (id, file_count, bytes, digest) where app.id = n.id`;

/** Notes why the files of apps that waited for them are not kept after all. */
export const leavePending = statement<object, [ids: readonly string[], states: readonly DownloadState[]]>(
  'catalog.imports.leave-pending',
)`
  update catalog.apps as app set download = n.download
    from unnest($1::uuid[], $2::text[]) as n (id, download) where app.id = n.id and app.download = 'pending'`;
