import { advisoryLock, statement } from '#platform/database';

/** So that no two uploads of a tenant reserve the same room. */
export const lockUploads = advisoryLock<[tenantId: string]>('storage.uploads.lock', "'storage.uploads.' || $1");

/**
 * The bytes that uploads under way have reserved, and those of blobs that were released and are still to be deleted; and how
 * many uploads a caller has under way.
 */
export const heldBytes = statement<{ reserved: number; released: number; ofCaller: number }, [callerId: string | null]>(
  'storage.uploads.held',
)`
  select reserved, "ofCaller",
      (select coalesce(sum(stored_bytes), 0)::float8 from platform.blobs where maybe_unused_since = to_timestamp(0)) as released
    from (
      select coalesce(sum(bytes), 0)::float8 as reserved, (count(*) filter (where caller_id = $1))::int as "ofCaller"
      from platform.uploads where expires_at > now()) as under_way`;

export const insertUpload = statement<
  object,
  [tenantId: string, id: string, callerId: string | null, bytes: number, lifetime: string]
>('storage.uploads.insert')`
  insert into platform.uploads (tenant_id, id, caller_id, bytes, expires_at)
    values ($1, $2, $3, $4, now() + $5::interval)`;

/** An upload that has ended meanwhile stays so. */
export const prolongUpload = statement<object, [id: string, moreBytes: number, lifetime: string]>(
  'storage.uploads.prolong',
)`
  update platform.uploads set bytes = bytes + $2, expires_at = now() + $3::interval where id = $1`;

export const deleteUpload = statement<object, [id: string]>('storage.uploads.delete')`
  delete from platform.uploads where id = $1`;
