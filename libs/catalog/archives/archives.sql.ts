import { statement } from '#platform/database';

export const insertArchive = statement<
  object,
  [tenantId: string, id: string, version: string, bytes: number, digest: string]
>('catalog.archives.insert')`
  insert into catalog.archives (tenant_id, id, version_id, bytes, digest) values ($1, $2, $3, $4, $5)`;

export const archiveById = statement<{ digest: string }, [id: string]>('catalog.archives.by-id')`
  select digest from catalog.archives where id = $1`;

export const deleteArchive = statement<{ bytes: number; digest: string }, [id: string]>('catalog.archives.delete')`
  delete from catalog.archives where id = $1 returning bytes::float8 as bytes, digest`;

/**
 * Whether the archive of this operation was unpacked into a version. An archive that is refused leaves a step too, and
 * whatever else deletes one begins another operation or publishes the version.
 */
export const unpackedBy = statement<{ unpacked: boolean }, [version: string, operation: string]>(
  'catalog.archives.unpacked-by',
)`
  select operation_id is not distinct from $2 and 'unpacked' is not distinct from (
      select step from catalog.version_steps as s
      where s.version_id = v.id and step in ('unpacked', 'unpacking-failed') order by s.id desc limit 1) as unpacked
    from catalog.versions as v where id = $1`;

/** The bytes that unpacking an archive gives back: its own, and those of the files that are in its draft. */
export const givenBackBy = statement<{ bytes: number }, [id: string]>('catalog.archives.given-back-by')`
  select (a.bytes + v.bytes)::float8 as bytes from catalog.archives as a join catalog.versions as v on v.id = a.version_id
    where a.id = $1`;

/** Deletes the archives of a version that are still to be unpacked; returns their bytes. */
export const deleteArchivesOf = statement<{ bytes: number; digests: string[] }, [version: string]>(
  'catalog.archives.delete-of-version',
)`
  with gone as (delete from catalog.archives where version_id = $1 returning bytes, digest)
    select coalesce(sum(bytes), 0)::float8 as bytes, coalesce(array_agg(digest), '{}') as digests from gone`;
