import { statement } from '#platform/database';
import type { AppDetailDto, AppDto } from './apps.dto.js';

/** An app in a list, with its sort key. */
export interface AppRow extends AppDto {
  nameKey: string;
}

/** An app with everything that its page shows, with its sort key. */
export interface AppDetailRow extends AppDetailDto {
  nameKey: string;
}

/** The columns of `catalog.apps as app`, with the tags, so that a list is one statement. */
export const columns = `app.id, app.slug, app.name, app.name_key as "nameKey", app.summary,
        array(select tag from catalog.app_tags where app_id = app.id order by tag) as tags,
        app.licence, app.author, app.version, app.created_at as "createdAt", app.updated_at as "updatedAt"`;

export const appBySlug = statement<AppDetailRow, [slug: string]>({
  name: 'catalog.apps.by-slug',
  index: 'apps_by_slug',
  text: `
    select ${columns}, app.description, app.homepage, app.files, app.file_count as "fileCount",
      app.bytes::float8 as bytes
    from catalog.apps as app where app.slug = $1`,
  sample: ['app-1'],
});
