import { statement } from '#platform/database';

/** A stored response; without status when the request was executed but its response is not stored. */
export interface RecordRow {
  fingerprint: Buffer;
  status: number | null;
  headers: Record<string, string>;
  body: Buffer | null;
}

/** Takes the lock until the transaction ends, without waiting for it. */
export const takeLock = statement<{ taken: boolean }, [lock: string]>('idempotency.take-lock')`
  select pg_try_advisory_xact_lock($1::bigint) as taken`;

export const findRecord = statement<RecordRow, [keyHash: Buffer]>('idempotency.find')`
  select fingerprint, status, headers, body from platform.idempotency_records
     where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and key_hash = $1
       and created_at > now() - interval '24 hours'`;

/** Replaces an existing record, which has expired: the caller holds the lock and found none that is valid. */
export const writeRecord = statement<
  object,
  [
    keyHash: Buffer,
    fingerprint: Buffer,
    status: number | null,
    headers: string,
    body: Buffer | null,
    userId: string | null,
  ]
>('idempotency.write')`
  insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body, user_id)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4, $5, $6)
    on conflict (tenant_id, key_hash) do update
       set (fingerprint, status, headers, body, user_id, created_at)
         = (excluded.fingerprint, excluded.status, excluded.headers, excluded.body, excluded.user_id, now())`;

/**
 * Empties, of so many records after a place, those that name a person: by what their erasure still knows. The last place
 * that was read; no row once there is none.
 */
export const forgetAnswers = statement<{ last: Buffer }, [userId: string, after: Buffer, most: number]>(
  'idempotency.forget-answers',
)`
  with page as materialized (
      select key_hash, headers, body from platform.idempotency_records
       where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and key_hash > $2
       order by key_hash limit $3),
    names as (
      select unnest(array[$1::text, email] || subjects) as name from platform.erasures where user_id = $1::uuid),
    emptied as (
      update platform.idempotency_records r set status = null, headers = '{}', body = null
        from page where r.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and r.key_hash = page.key_hash
         and exists (select from names
           where strpos(lower(page.headers::text || coalesce(convert_from(page.body, 'UTF8'), '')), lower(name)) > 0))
    select key_hash as last from page offset (select greatest(count(*) - 1, 0) from page)`;
