import { statement } from '#platform/database';

/** An app in a list, with its sort key. */
export interface AppRow {
  id: string;
  slug: string;
  name: string;
  nameKey: string;
  summary: string;
  tags: string[];
  licence: string | null;
  author: string | null;
  version: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface AppDetailRow extends AppRow {
  description: string;
  homepage: string | null;
  files: { path: string; bytes: number }[];
  fileCount: number;
  bytes: number;
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
});
