import { statement } from '#platform/database';

/** First uses of links that were counted, of one app on one day. */
export interface CountedDownloads {
  readonly id: string;
  /** As in `2026-11-21`. */
  readonly day: string;
  readonly downloads: number;
}

/**
 * Counts the first uses of links, each once in the deployment. Rows are taken in order of their keys, so that two processes
 * wait for each other instead of deadlocking. Of a version that was deleted nothing is counted.
 */
export const countDownloads = statement<
  CountedDownloads,
  [tenantId: string, links: readonly string[], versions: readonly string[], days: readonly string[]]
>('catalog.downloads.count')`
  with used as (
      select * from unnest($2::uuid[], $3::uuid[], $4::date[]) as u (link_id, version_id, day)
    ), fresh as (
      insert into catalog.counted_links (tenant_id, link_id) select $1, link_id from used order by 2
      on conflict do nothing returning link_id
    ), sums as (
      select u.version_id, u.day, v.app_id, count(*) as downloads
      from fresh f join used u using (link_id) join catalog.versions v on v.id = u.version_id
      group by 1, 2, 3
    ), counted as (
      insert into catalog.download_counts as counts (tenant_id, version_id, day, app_id, downloads)
      select $1, version_id, day, app_id, downloads from sums order by 2, 3
      on conflict (tenant_id, version_id, day) do update set downloads = counts.downloads + excluded.downloads
    )
    select app_id as id, to_char(day, 'YYYY-MM-DD') as day, sum(downloads)::float8 as downloads from sums group by 1, 2`;

/** Notes that bundles were used, for many tenants, unless that was noted within the last minute. */
export const noteUse = statement<object, [tenants: readonly string[], versions: readonly string[]]>(
  'catalog.bundles.note-use',
)`
  select catalog.note_bundle_use($1::uuid[], $2::uuid[])`;
