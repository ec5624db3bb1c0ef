import { declareTenantTable, migration } from '#platform/database';

/** First answers to requests with an Idempotency-Key. */
export const IdempotencyRecords1763700001200 = migration(
  `
    create table platform.idempotency_records (
      tenant_id uuid not null,
      key_hash bytea not null check (octet_length(key_hash) = 32),
      fingerprint bytea not null check (octet_length(fingerprint) = 32),
      status smallint check (status between 200 and 399),
      headers jsonb not null,
      body bytea check (octet_length(body) <= 1048576),
      created_at timestamptz(3) not null default now(),
      primary key (tenant_id, key_hash)
    )`,
  'create index idempotency_records_by_age on platform.idempotency_records (created_at)',
  'grant select, insert, update on platform.idempotency_records to palier_app',
  declareTenantTable('platform.idempotency_records', {
    holds: 'The answer to a request with an Idempotency-Key, as it was sent.',
    retention: { column: 'created_at', after: '24 hours' },
    archive: { notExported: 'stored responses to repeated requests to this deployment, for a day' },
  }),
);
