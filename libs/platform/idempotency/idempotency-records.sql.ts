import { samples, statement } from '#platform/database';

/** A stored response; without status when the request was executed but its response is not stored. */
export interface RecordRow {
  fingerprint: Buffer;
  status: number | null;
  headers: Record<string, string>;
  body: Buffer | null;
}

/** Takes the lock until the transaction ends, without waiting for it. */
export const takeLock = statement<{ taken: boolean }, [lock: string]>({
  name: 'idempotency.take-lock',
  text: 'select pg_try_advisory_xact_lock($1::bigint) as taken',
  sample: ['1'],
  unchecked: 'takes an advisory lock',
});

export const findRecord = statement<RecordRow, [keyHash: Buffer]>({
  name: 'idempotency.find',
  index: 'idempotency_records_pkey',
  text: `
    select fingerprint, status, headers, body from platform.idempotency_records
     where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and key_hash = $1
       and created_at > now() - interval '24 hours'`,
  sample: [samples.hash],
});

/** Replaces an existing record, which has expired: the caller holds the lock and found none that is valid. */
export const writeRecord = statement<
  object,
  [keyHash: Buffer, fingerprint: Buffer, status: number | null, headers: string, body: Buffer | null]
>({
  name: 'idempotency.write',
  text: `
    insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4, $5)
    on conflict (tenant_id, key_hash) do update
       set (fingerprint, status, headers, body, created_at)
         = (excluded.fingerprint, excluded.status, excluded.headers, excluded.body, now())`,
  sample: [samples.hash, samples.hash, 201, '{}', null],
});
