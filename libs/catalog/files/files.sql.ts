import { samples, statement } from '#platform/database';

const digest = '0'.repeat(64);

/** Adds files to versions; one element of each array per file. */
export const addFiles = statement<
  object,
  [
    tenantId: string,
    versions: readonly string[],
    paths: readonly string[],
    pathKeys: readonly (string | null)[],
    bytes: readonly number[],
    digests: readonly (string | null)[],
  ]
>({
  name: 'catalog.files.add',
  text: `
    insert into catalog.version_files (tenant_id, version_id, path, path_key, bytes, digest)
    select $1, f.* from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[]) as f`,
  sample: [samples.tenantInForce, [samples.id], ['new.js'], ['new.js'], [1], [digest]],
});

/** Deletes one file of these versions, or all; returns how many there were, their bytes, and those that were kept. */
export const deleteFiles = statement<
  { files: number; bytes: number; kept: number },
  [versions: readonly string[], path: string | null]
>({
  name: 'catalog.files.delete',
  text: `
    with gone as (
      delete from catalog.version_files where version_id = any ($1::uuid[]) and ($2::text is null or path = $2)
      returning bytes, digest)
    select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes,
      coalesce(sum(bytes) filter (where digest is not null), 0)::float8 as kept
    from gone`,
  sample: [[samples.id], null],
});
