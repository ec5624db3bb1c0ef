import { statement } from '#platform/database';

/** A day on which something was counted. */
export interface CountedDay {
  /** As in `2026-11-21`. */
  readonly day: string;
  readonly views: number;
  readonly downloads: number;
}

/** The counted days of an app in a period; one row of nulls where there are none, and no row where there is no app. */
export const activityOfApp = statement<CountedDay | { day: null }, [slug: string, from: string, to: string]>(
  'catalog.activity.of-app',
)`
  select to_char(d.day, 'YYYY-MM-DD') as day, d.views::float8 as views, d.downloads::float8 as downloads
    from catalog.apps as app left join catalog.app_days as d
      on d.tenant_id = app.tenant_id and d.app_id = app.id and d.day between $2::date and $3::date
    where app.slug = $1`;

/** Adds to a day of apps; what was deleted meanwhile is left out. */
export const addToDay = statement<
  object,
  [tenantId: string, day: string, apps: readonly string[], views: readonly number[], downloads: readonly number[]]
>('catalog.activity.add-to-day')`
  insert into catalog.app_days as d (tenant_id, app_id, day, views, downloads)
    select $1, app.id, $2::date, n.views, n.downloads
    from unnest($3::uuid[], $4::bigint[], $5::bigint[]) as n (id, views, downloads) join catalog.apps as app on app.id = n.id
    order by app.id
    on conflict (tenant_id, app_id, day) do update set
      views = d.views + excluded.views, downloads = d.downloads + excluded.downloads`;

/** The ids of apps that the store has. */
export const idsOfApps = statement<{ id: string; slug: string }, [slugs: readonly string[]]>(
  'catalog.activity.ids-of-apps',
)`
  select id, slug from catalog.apps where slug = any ($1::text[])`;
