import { statement, type Transaction } from '#platform/database';
import { declareList, text } from '#platform/lists';
import { ofVersion } from '../versions/versions.sql.js';
import type { VersionFileDto } from './files.dto.js';

const insertFiles = statement<
  object,
  [
    tenantId: string,
    versions: readonly string[],
    paths: readonly string[],
    pathKeys: readonly (string | null)[],
    bytes: readonly number[],
    digests: readonly (string | null)[],
  ]
>('catalog.files.add')`
  insert into catalog.version_files (tenant_id, version_id, path, path_key, bytes, digest)
    select $1, f.* from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[]) as f`;

/** A file of a version; without a digest its content is not kept, and without a key no upload is compared with its path. */
interface AddedFile extends Readonly<VersionFileDto> {
  readonly version: string;
  readonly pathKey?: string;
}

/** Adds files to versions that have none of the same paths. */
export async function addFiles(tx: Transaction, tenantId: string, files: readonly AddedFile[]): Promise<void> {
  await tx.run(
    insertFiles,
    tenantId,
    files.map(({ version }) => version),
    files.map(({ path }) => path),
    files.map(({ pathKey }) => pathKey ?? null),
    files.map(({ bytes }) => bytes),
    files.map(({ digest }) => digest),
  );
}

/** Deletes one file of these versions, or all; returns how many there were, their bytes, and those of them that were kept. */
export const deleteFiles = statement<
  { files: number; bytes: number; kept: number; digests: string[] },
  [versions: readonly string[], path: string | null]
>('catalog.files.delete')`
  with gone as (
      delete from catalog.version_files where version_id = any ($1::uuid[]) and ($2::text is null or path = $2)
      returning bytes, digest)
    select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes,
      coalesce(sum(bytes) filter (where digest is not null), 0)::float8 as kept,
      coalesce(array_agg(distinct digest) filter (where digest is not null), '{}') as digests
    from gone`;

/** The files of one version, which the filter names as `ofVersion` does. */
export const fileList = declareList<VersionFileDto, 'path', 'version'>({
  name: 'catalog.files',
  columns: 'path, bytes::float8 as bytes, digest',
  from: 'catalog.version_files',
  filters: { version: ofVersion },
  sorts: { path: { keys: [text('path', 'path')] } },
  always: ['version'],
});

/** A file whose content is kept. */
export interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly digest: string;
}

/** All files of a version, of those that are kept. */
export const keptFiles = statement<KeptFile, [version: string]>('catalog.files.kept')`
  select path, bytes::float8 as bytes, digest from catalog.version_files
    where version_id = $1 and digest is not null order by path`;

/**
 * A file of a version that a file of this path cannot stand beside: one whose path is the same but for case or Unicode form,
 * or one of the two is a folder of the other.
 */
export const clashingFile = statement<
  { path: string },
  [version: string, path: string, pathKey: string, folders: readonly string[], below: string, upTo: string]
>('catalog.files.clashing')`
  select path from catalog.version_files
    where version_id = $1 and path <> $2 and (path_key = $3 or path_key = any ($4::text[]))
    union all
    (select path from catalog.version_files where version_id = $1 and path_key >= $5 and path_key < $6 limit 1)`;
