import { statement } from '#platform/database';
import { declareCapacityQuota } from '#platform/quotas';
import { type AppImages, type ImageFiles, screenshotsOfApp } from '../images/images.sql.js';
import type { AppDetailDto, AppDto } from './apps.dto.js';

/** An app in a list, with its sort key. */
export interface AppRow extends Omit<AppDto, 'icon' | 'matched'> {
  nameKey: string;
  /** Of an app that was found: its downloads or its score, where those give the order. */
  number?: number;
  /** Of an app that was found: whether it only has a name that resembles the words. */
  alike?: boolean;
  icon: ImageFiles | null;
}

/** An app with everything that its page shows, with its sort key. */
export interface AppDetailRow extends Omit<AppDetailDto, keyof AppImages>, AppImages {
  nameKey: string;
}

/** The tags of `catalog.apps as app`, in alphabetical order. Older versions wrote them only to `app_tags`. */
export const tagsOfApp = `coalesce(app.tags, array(select tag from catalog.app_tags where app_id = app.id order by tag))`;

/** The columns of `catalog.apps as app`, with the tags, so that a list is one statement; read with `timesAsText`. */
export const columns = `app.id, app.slug, app.name, app.name_key as "nameKey", app.summary,
        ${tagsOfApp} as tags,
        app.licence, app.author, app.version, app.icon, app.download, app.created_at as "createdAt", app.updated_at as "updatedAt"`;

export const appBySlug = statement<AppDetailRow, [slug: string]>('catalog.apps.by-slug', { timesAsText: true })`
  select ${columns}, app.description, app.homepage, app.file_count as "fileCount", app.bytes::float8 as bytes,
      coalesce((select downloads from catalog.search_entries where app_id = app.id), 0) as downloads,
      coalesce(v.kept, false) as downloadable, ${screenshotsOfApp} as screenshots, coalesce((
        select jsonb_agg(jsonb_build_object('path', f.path, 'bytes', f.bytes) order by f.path)
        from (select path, bytes from catalog.version_files where version_id = v.id order by path limit 10000) f), '[]') as files
    from catalog.apps as app left join catalog.versions as v on v.app_id = app.id and v.version = app.version
    where app.slug = $1 and app.listed`;

/** The capacity quota of a store's apps. */
export const appsQuota = declareCapacityQuota({
  name: 'apps',
  count: statement<{ total: number }>('catalog.apps.recount')`select count(*)::int as total from catalog.apps`,
});
