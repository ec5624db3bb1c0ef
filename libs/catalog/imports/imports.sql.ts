import { samples, statement } from '#platform/database';

/**
 * Serialises the batches of a tenant: a batch both removes and adds tags, so two concurrent batches
 * could lock the counts of common tags in opposite orders.
 */
export const lockImports = statement<object, [tenantId: string]>({
  name: 'catalog.imports.lock',
  text: `select pg_advisory_xact_lock(hashtextextended('catalog.imports:' || $1, 0))`,
  sample: [samples.id],
  unchecked: 'takes an advisory lock',
});

export interface KnownApp {
  id: string;
  source: string;
  slug: string;
  digest: string;
}

export const knownApps = statement<KnownApp, [sources: readonly string[]]>({
  name: 'catalog.imports.known',
  index: 'apps_by_source',
  text: 'select id, source, slug, digest from catalog.apps where source = any ($1::text[])',
  sample: [['npm:app-1', 'npm:app-2']],
});

export const takenSlugs = statement<{ slug: string }, [slugs: readonly string[]]>({
  name: 'catalog.imports.taken-slugs',
  index: 'apps_by_slug',
  text: 'select slug from catalog.apps where slug = any ($1::text[])',
  sample: [['app-1', 'app-2']],
});

/** Takes one array per column, with one element per app. An app with a known source retains its id and slug. */
export const saveApps = statement<object, [tenantId: string, ...columns: readonly unknown[][]]>({
  name: 'catalog.imports.save-apps',
  text: `
    insert into catalog.apps as app (tenant_id, id, slug, source, name, name_key, summary, description, licence,
      homepage, author, version, files, file_count, bytes, digest)
    select $1, rows.*
    from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::text[], $12::text[], $13::jsonb[], $14::integer[], $15::bigint[], $16::text[]) as rows
    on conflict (tenant_id, source) do update set
      name = excluded.name, name_key = excluded.name_key, summary = excluded.summary,
      description = excluded.description, licence = excluded.licence, homepage = excluded.homepage,
      author = excluded.author, version = excluded.version, files = excluded.files,
      file_count = excluded.file_count, bytes = excluded.bytes, digest = excluded.digest, updated_at = now()`,
  sample: [
    samples.tenantInForce,
    ...[[samples.id], ['a'], ['npm:app-1']],
    ...[['A'], ['a'], ['A summary.'], ['A description.'], ['MIT'], ['https://a.example'], ['Ada'], ['1.0.0']],
    ...[['[{"path":"index.js","bytes":1}]'], [1], [1], ['digest']],
  ],
});

/** Deletes the tags of these apps that are not among the given pairs. */
export const removeOtherTags = statement<
  object,
  [apps: readonly string[], keptApps: readonly string[], keptTags: readonly string[]]
>({
  name: 'catalog.imports.remove-other-tags',
  index: 'app_tags_pkey',
  text: `
    delete from catalog.app_tags
    where app_id = any ($1::uuid[])
      and (app_id, tag) not in (select kept.app, kept.tag from unnest($2::uuid[], $3::text[]) as kept (app, tag))`,
  sample: [[samples.id], [samples.id], ['kind-1']],
});

/** Adds the pairs of app and tag that are missing. */
export const addTags = statement<object, [apps: readonly string[], tags: readonly string[]]>({
  name: 'catalog.imports.add-tags',
  index: 'apps_pkey',
  text: `
    insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
    select app.tenant_id, app.id, added.tag, app.name_key, app.created_at
    from unnest($1::uuid[], $2::text[]) as added (app, tag)
    join catalog.apps as app on app.id = added.app
    on conflict do nothing`,
  sample: [[samples.id], ['kind-1']],
});
