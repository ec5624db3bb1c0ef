import { anyOf, statement } from '#platform/database';
import type { Blob } from './blob.js';

const columns = `digest, bytes::float8 as bytes, crc32::float8 as crc32, encoding, stored_bytes::float8 as "storedBytes"`;

/**
 * Announces blobs before their bytes are kept: from now on, for a day, they are not deleted although nothing refers to them.
 * Returns the length of the stored form on record, which is that of the first upload.
 */
export const announceBlobs = statement<
  Blob,
  [
    tenantId: string,
    digests: readonly string[],
    bytes: readonly number[],
    crc32s: readonly number[],
    encodings: readonly string[],
    storedBytes: readonly number[],
  ]
>('storage.blobs.announce')`
  insert into platform.blobs (tenant_id, digest, bytes, crc32, encoding, stored_bytes, announcements, announced_at)
    select $1, b.*, 1, now() from unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[])
      as b (digest, bytes, crc32, encoding, stored_bytes) order by b.digest
    on conflict (tenant_id, digest) do update set maybe_unused_since = excluded.maybe_unused_since,
      announcements = blobs.announcements + 1, announced_at = now()
    returning ${columns}`;

/** Locks blobs that rows of the same transaction refer to, and takes back so many announcements of each. */
export const useBlobs = statement<{ digest: string }, [digests: readonly string[], announced: 0 | 1]>(
  'storage.blobs.use',
  { plannedEachTime: true },
)`
  update platform.blobs b set maybe_unused_since = now(), announcements = greatest(announcements - $2, 0)
    from (select digest from platform.blobs where digest = ${anyOf('$1::text[]')} order by digest for update) l
    where b.digest = l.digest returning b.digest`;

/**
 * Takes back one announcement of each of these blobs. One that no other upload announced may then be deleted at once, unless a
 * row refers to it.
 */
export const takeBackAnnouncements = statement<object, [digests: readonly string[]]>('storage.blobs.take-back', {
  plannedEachTime: true,
})`
  update platform.blobs b set announcements = greatest(announcements - 1, 0),
      maybe_unused_since = case when announcements > 1 then maybe_unused_since else to_timestamp(0) end
    from (select digest from platform.blobs where digest = ${anyOf('$1::text[]')} order by digest for update) l
    where b.digest = l.digest`;

/** Lets blobs be deleted at once, unless a row refers to them or an upload announced them. */
export const releaseBlobs = statement<{ tenantId: string; digest: string }, [digests: readonly string[]]>(
  'storage.blobs.release',
  { plannedEachTime: true },
)`
  update platform.blobs b set maybe_unused_since = to_timestamp(0)
    from (select digest from platform.blobs where digest = ${anyOf('$1::text[]')} order by digest for update) l
    where b.digest = l.digest and b.announcements = 0 returning b.tenant_id as "tenantId", b.digest`;

/** Notes that rows refer to blobs that were released, and are locked. */
export const noteUsed = statement<object, [digests: readonly string[]]>('storage.blobs.note-used')`
  update platform.blobs set maybe_unused_since = null where digest = ${anyOf('$1::text[]')} and announcements = 0`;

export const blobsByDigest = statement<Blob, [digests: readonly string[]]>('storage.blobs.by-digest')`
  select ${columns} from platform.blobs where digest = ${anyOf('$1::text[]')}`;

/** A page of the tenant's blobs, in order of their digests. */
export const blobsAfter = statement<Blob, [after: string, most: number]>('storage.blobs.after')`
  select ${columns} from platform.blobs where digest > $1 order by digest limit $2`;

/** The id of the deployment, with some blobs of any tenant that the storage has. */
export const storageEvidence = statement<{ deploymentId: string; tenantId: string | null; digest: string | null }>(
  'storage.blobs.evidence',
)`
  select deployment_id as "deploymentId", tenant_id as "tenantId", digest from platform.storage_evidence()`;

export const storageUse = statement<{ total: number }>('storage.use')`
  select platform.count_storage_bytes()::float8 as total`;

/** Blobs of one tenant that may be unused. */
export interface DoubtfulBlobs {
  readonly tenantId: string;
  readonly used: readonly string[];
  readonly unused: readonly string[];
}

export const doubtfulBlobs = statement<DoubtfulBlobs, [before: Date, most: number]>('storage.blobs.doubtful')`
  select tenant_id as "tenantId", used, unused from platform.doubtful_blobs($1, $2)`;

/** Notes that rows refer to blobs, unless one of those rows was deleted since; announcements that old came to nothing. */
export const clearDoubt = statement<object, [digests: readonly string[], before: Date]>('storage.blobs.clear-doubt')`
  update platform.blobs set maybe_unused_since = null, announcements = 0
    where digest = any ($1::text[]) and maybe_unused_since < $2`;

/** Locks those of the blobs that nobody announced or used since. */
export const lockUnused = statement<{ digest: string }, [digests: readonly string[], before: Date]>(
  'storage.blobs.lock-unused',
)`
  select digest from platform.blobs where digest = any ($1::text[]) and maybe_unused_since < $2
    for update skip locked`;

export const deleteBlobs = statement<object, [digests: readonly string[]]>('storage.blobs.delete')`
  delete from platform.blobs where digest = any ($1::text[])`;

/** Blobs that rows released since, and to which none refers; those that uploads announced only when asked for. */
export const unreferredBlobs = statement<
  { digest: string },
  [since: Date, announced: boolean, among: readonly string[] | null, most: number]
>('storage.blobs.unreferred')`
  select digest from platform.unreferred_blobs($1, $2, $3, $4)`;

/** Locks digests of which there is no row: who announces one of them waits until the end of the transaction. */
export const claimUnlisted = statement<{ digest: string }, [tenantId: string, digests: readonly string[]]>(
  'storage.blobs.claim-unlisted',
)`
  insert into platform.blobs (tenant_id, digest, bytes, crc32, encoding, stored_bytes)
    select $1, digest, 0, 0, 'identity', 0 from unnest($2::text[]) as u (digest) order by digest
    on conflict do nothing returning digest`;

/** How many blobs uploads announced, or rows released, since: of the last day at most. */
export const changedSince = statement<{ blobs: number }, [since: Date]>('storage.blobs.changed-since')`
  select count(*)::int as blobs from platform.blobs where maybe_unused_since >= $1`;
