import pg from 'pg';

/** The tenants with apps, the largest first: 60, 30 and 10 thousand. */
export const stores = [
  '018f0000-0000-7000-8000-000000000001',
  '018f0000-0000-7000-8000-000000000002',
  '018f0000-0000-7000-8000-000000000003',
] as const;

const appsOf = [60_000, 30_000, 10_000];

/** Fills every table that grows: 100,000 apps with three tags each, 10,000 tenants, 5,000 keys. */
export async function fill(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(tenants);
    await owner.query(keys);
    await owner.query(jobs);
    for (const [index, tenantId] of stores.entries()) {
      // Row level security holds for the owner too: each tenant's rows are written as that tenant.
      await owner.query(`set app.tenant_id = '${tenantId}'`);
      await owner.query(apps, [tenantId, appsOf[index]]);
      await owner.query(tags);
      await owner.query(auditChain, [tenantId, appsOf[index]]);
      await owner.query(auditLines, [tenantId]);
      await owner.query(operations, [tenantId, appsOf[index]]);
      await owner.query(answers, [tenantId, appsOf[index]]);
      await owner.query(memberKeys, [tenantId]);
      await owner.query(users, [tenantId, appsOf[index]]);
      await owner.query(emailTokens);
      await owner.query(invitations, [tenantId]);
      await owner.query(allowances, [tenantId]);
      await owner.query(signInTries, [tenantId]);
      await owner.query(knownDevices);
      await owner.query(sessions, [tenantId, appsOf[index]]);
      await owner.query(sessionMarks, [tenantId]);
    }
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

/** One that all share, one of 20 and one of 2,000. */
const tags = `
  insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
  select tenant_id, id, tag, name_key, created_at
  from catalog.apps, lateral (select split_part(slug, '-', 2)::integer) as n (i),
    unnest(array['all', 'kind-' || i % 20, 'word-' || i % 2000]) as tag`;

const operations = `
  insert into platform.operations (tenant_id, id, kind, state)
  select $1::uuid, uuidv7(), 'tests.work', (array['queued', 'running', 'failed', 'succeeded'])[1 + (i % 40) / 13]
  from generate_series(1, $2::integer / 2) as i`;

const answers = `
  insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body)
  select $1::uuid, sha256(($1::text || i)::bytea), sha256(''), 201, '{}', '{}'
  from generate_series(1, $2::integer / 2) as i`;

/** Ten a user. */
const sessions = `
  insert into auth.sessions (tenant_id, id, user_id, role, name, device, address, salt, family_hash, previous_hash,
    current_hash, next_hash, last_seen_at, expires_at)
  select $1::uuid, uuidv7(), md5($1::text || i / 10)::uuid, 'member', 'Ada', 'Firefox', '192.0.2.7', h, h, h, h, h,
    now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '30 days'
  from generate_series(1, $2::integer / 2) as i, md5(i::text), lateral (select decode(md5, 'hex')) as salt (h)`;

const sessionMarks = `
  insert into auth.session_marks (tenant_id, user_id, tokens_until)
  select $1::uuid, md5($1::text || i)::uuid, now() from generate_series(1, 2000) as i`;

const users = `
  insert into auth.users (tenant_id, id, email, name, name_key, role, state, created_at, last_sign_in_at)
  select $1::uuid, uuidv7(), 'user-' || i || '@example.org', 'User ' || i, md5(i::text),
    (array['member', 'editor', 'admin', 'owner'])[1 + (i % 100) / 33], (array['active', 'unverified', 'deactivated'])[1 + i % 3],
    now() - i * interval '1 minute', case when i % 2 = 0 then now() - i * interval '30 seconds' end
  from generate_series(1, $2::integer / 2) as i`;

const emailTokens = `
  insert into auth.email_tokens (tenant_id, id, user_id, purpose, hash, expires_at)
  select tenant_id, uuidv7(), id, 'verify-email', sha256(email::bytea), now() + interval '1 hour'
  from auth.users order by id limit 5000`;

/** Half of them open. */
const invitations = `
  insert into auth.invitations (tenant_id, id, email, role, hashes, created_at, expires_at, revoked_at)
  select $1::uuid, uuidv7(), 'guest-' || i || '@example.org', 'member', array[sha256(i::text::bytea)], now() - i * interval '1 minute',
    now() + (1000 - i) * interval '1 hour', case when i % 2 = 0 then now() end
  from generate_series(1, 4000) as i`;

const allowances = `
  insert into auth.allowances (tenant_id, key, used, ends_at)
  select $1::uuid, sha256(i::text::bytea), 1, now() + interval '1 hour' from generate_series(1, 5000) as i`;

/** Half of them over. */
const signInTries = `
  insert into auth.sign_in_tries (tenant_id, key, tries, free_tries, ends_at, opens_at)
  select $1::uuid, sha256(i::text::bytea), 1, 10, now() + (i % 2 - 0.5) * interval '15 minutes', '-infinity'
  from generate_series(1, 5000) as i`;

const knownDevices = `
  insert into auth.known_devices (tenant_id, user_id, token_hash)
  select tenant_id, id, sha256((email || i)::bytea) from (select * from auth.users order by id limit 2000) as first_users,
    generate_series(1, 3) as i`;

/** One in five revoked. */
const memberKeys = `
  insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by, revoked_at)
  select $1::uuid, uuidv7(), 'secret', 'key ' || i, translate(left(md5(i::text), 8), '0189', 'ghij'),
    sha256(i::text::bytea), array['members.read'], uuidv7(), case when i % 5 = 0 then now() end
  from generate_series(1, 2000) as i`;

/** Of the last sixty days, so that some months' partitions hold them. */
const auditChain = `
  insert into platform.audit_chain (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id, seq, hash)
  select $1::uuid, uuidv7((i % 60 - 60) * interval '1 day'), now(), 'operator', 'actor-' || i / 7 % 20,
    'test.thing.made-' || i % 20, 'thing', 'target-' || i / 3 % 20, i, sha256('')
  from generate_series(1, $2::integer) as i`;

const auditLines = `
  insert into platform.audit_lines (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
  select $1::uuid, uuidv7(), now(), 'operator', 'actor-1', 'test.thing.made-1', 'thing', 'target-' || i % 20
  from generate_series(1, 2000) as i`;

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
