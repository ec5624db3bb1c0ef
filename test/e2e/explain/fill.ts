import pg from 'pg';
import { fillAuth } from './fill-auth.js';
import { fillManyTenants } from './fill-many-tenants.js';
import { fillOutbox } from './fill-outbox.js';

/** The tenants with apps, the largest first: 60, 30 and 10 thousand. */
export const stores = [
  '018f0000-0000-7000-8000-000000000001',
  '018f0000-0000-7000-8000-000000000002',
  '018f0000-0000-7000-8000-000000000003',
] as const;

/** One of many tenants with 600 apps: a statement that reads a whole table for it misses an index. It is being purged. */
export const smallStore = '018f0000-0000-7000-8000-000000000004';

const appsOf: readonly (readonly [string, number])[] = [
  [stores[0], 60_000],
  [stores[1], 30_000],
  [stores[2], 10_000],
  [smallStore, 600],
];

/** Fills every table that grows: 100,000 apps with three tags each, 10,000 tenants, 5,000 keys. */
export async function fill(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(tenants);
    await owner.query(purging, [smallStore]);
    await owner.query(keys);
    await owner.query(jobs);
    await owner.query(pastPartition);
    await owner.query(`set app.tenant_id = '${stores[0]}'`);
    await owner.query(pastRows, [stores[0]]);
    for (const [tenantId, count] of appsOf) {
      // Row level security applies to the owner too: each tenant's rows are written as that tenant.
      await owner.query(`set app.tenant_id = '${tenantId}'`);
      await owner.query(apps, [tenantId, count]);
      await owner.query(tags);
      for (const rows of [auditChain, operations, answers]) await owner.query(rows, [tenantId, count]);
      const share = tenantId === smallStore ? 0.01 : 1;
      await owner.query(auditLines, [tenantId, share]);
      await fillAuth(owner, tenantId, count, share);
      await fillOutbox(owner, tenantId, share);
    }
    await fillManyTenants(
      owner,
      appsOf.map(([tenantId]) => tenantId),
    );
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}

const apps = `
  insert into catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files,
    file_count, bytes, digest, created_at)
  select $1::uuid, uuidv7(), 'app-' || i, 'npm:app-' || i, 'App ' || i, md5(i::text), repeat('A summary. ', 10),
    repeat('A description. ', 20), '1.0.0', '[]', 0, 0, '', now() - i * interval '1 minute'
  from generate_series(1, $2::integer) as i`;

/** One tag that all share, one of 20 and one of 20,000. */
const tags = `
  insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
  select tenant_id, id, tag, name_key, created_at
  from catalog.apps, lateral (select split_part(slug, '-', 2)::integer) as n (i),
    unnest(array['all', 'kind-' || i % 20, 'word-' || i % 20000]) as tag`;

const operations = `
  insert into platform.operations (tenant_id, id, kind, state)
  select $1::uuid, uuidv7(), 'tests.work', (array['queued', 'running', 'failed', 'succeeded'])[1 + (i % 40) / 13]
  from generate_series(1, $2::integer / 2) as i`;

const answers = `
  insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body)
  select $1::uuid, sha256(($1::text || i)::bytea), sha256(''), 201, '{}', '{}'
  from generate_series(1, $2::integer / 2) as i`;

/** Of the last sixty days, so that some months' partitions hold them. */
const auditChain = `
  insert into platform.audit_chain (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id, seq, hash)
  select $1::uuid, uuidv7((i % 60 - 60) * interval '1 day'), now(), 'operator', 'actor-' || i / 7 % 20,
    'test.thing.made-' || i % 20, 'thing', 'target-' || i / 3 % 20, i, sha256('')
  from generate_series(1, $2::integer) as i`;

const auditLines = `
  insert into platform.audit_lines (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
  select $1::uuid, uuidv7(), now(), 'operator', 'actor-1', 'test.thing.made-1', 'thing', 'target-' || i % 20
  from generate_series(1, ($2::float8 * 8000)::integer) as i`;

const tenants = `
  insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, state, suspended_at,
    created_at)
  select uuidv7(), 'tenant-' || i, 'Tenant ' || i, md5(i::text), 'tenant ' || md5(i::text),
    (array['wistant', 'veille', 'journeys', 'etude-line', 'velo'])[1 + i % 5],
    (array['free', 'starter', 'pro', 'enterprise'])[1 + i % 4],
    case when i % 10 = 0 then 'suspended' else 'active' end, case when i % 10 = 0 then now() end,
    now() - (hashint4(i) & 1048575) * interval '1 minute'
  from generate_series(1, 10000) as i`;

const keys = `
  insert into platform.api_keys (id, prefix, hash, name, scopes)
  select uuidv7(), translate(left(md5(i::text), 8), '0189', 'ghij'), sha256(i::text::bytea), 'key ' || i, array['*']
  from generate_series(1, 5000) as i`;

/** 2,000 in each of ten queues, one in ten of them done. */
const jobs = `
  insert into bullmq.job (queue, id, seq, name, state, priority, added_at_ms, finished_at_ms)
  select 'test.queue-' || i % 10, uuidv7(), i, 'test', case when i / 10 % 10 = 0 then 'completed' else 'waiting' end::bullmq.job_state,
    1 + i / 10 % 500, 1763683200000 + i, case when i / 10 % 10 = 0 then 1763683200000 + i end
  from generate_series(1, 20000) as i`;

const purging = `
  insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, state, deleted_at, purge_at)
  values ($1, 'small', 'Small', 'small', 'small', 'wistant', 'free', 'purging', now(), now())`;

/** An outdated partition, so that dropping it is tested. */
const pastPartition = `
  select platform.make_partition('platform.outbox', 'platform.outbox_' || to_char(day, 'YYYYMMDD'), day, day + interval '1 day')
  from (select date_trunc('day', now() - interval '60 days', 'UTC')) as past (day)`;

const pastRows = `
  insert into platform.outbox (tenant_id, id, kind, subject, payload, lane, forwarded_at)
  select $1::uuid, uuidv7(interval '-60 days'), 'event', 'subject', '{}', 0, now() from generate_series(1, 2000) as i`;
