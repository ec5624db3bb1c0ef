import { statement } from '#platform/database';

export interface KnownApp {
  id: string;
  source: string;
  slug: string;
  digest: string;
}

export const knownApps = statement<KnownApp, [sources: readonly string[]]>('catalog.imports.known')`
  select id, source, slug, digest from catalog.apps where source = any ($1::text[])`;

export const takenSlugs = statement<{ slug: string }, [slugs: readonly string[]]>('catalog.imports.taken-slugs')`
  select slug from catalog.apps where slug = any ($1::text[])`;

/**
 * Takes one array per column, with one element per app. An app with a known source retains its id and slug, and stays out of
 * the store if it was archived or is being deleted.
 */
export const saveApps = statement<{ slug: string; listed: boolean }, [tenantId: string, apps: string]>(
  'catalog.imports.save-apps',
)`
  insert into catalog.apps as app (tenant_id, id, slug, source, name, name_key, summary, description, licence,
      homepage, author, version, tags, file_count, bytes, digest, download)
    select $1, id, slug, source, name, "nameKey", summary, description, licence, homepage, author, version,
      array(select tag collate "C" from unnest(tags) as tag order by 1), "fileCount", bytes, digest, download
    from jsonb_to_recordset($2) as r (id uuid, slug text, source text, name text, "nameKey" text, summary text, description text,
      licence text, homepage text, author text, version text, tags text[], "fileCount" integer, bytes bigint, digest text, download text)
    on conflict (tenant_id, source) do update set
      name = excluded.name, name_key = excluded.name_key, summary = excluded.summary,
      description = excluded.description, licence = excluded.licence, homepage = excluded.homepage,
      author = excluded.author, version = excluded.version, tags = excluded.tags,
      listed = not app.archived and not app.deleting, revision = app.revision + 1, file_count = excluded.file_count, bytes = excluded.bytes, digest = excluded.digest,
      download = excluded.download, updated_at = now()
    returning slug, listed`;

/** Publishes a version of each app, as imported: what an operation was to do with it is void. Returns the ids of those versions. One element of each array per app. */
export const publishImported = statement<{ id: string; appId: string }, [tenantId: string, versions: string]>(
  'catalog.imports.publish-versions',
)`
  insert into catalog.versions as v (tenant_id, id, app_id, version, state, kept, file_count, bytes, published_at)
    select $1, id, "appId", version, 'published', kept, "fileCount", bytes, now()
    from jsonb_to_recordset($2)
      as r (id uuid, "appId" uuid, version text, kept boolean, "fileCount" integer, bytes bigint)
    on conflict (tenant_id, app_id, version) do update set
      state = 'published', operation_id = null, kept = excluded.kept, file_count = excluded.file_count, bytes = excluded.bytes,
      yank_reason = null, revision = v.revision + 1, updated_at = now(), published_at = now()
    returning id, app_id as "appId"`;
