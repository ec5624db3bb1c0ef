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
    for (const [index, tenantId] of stores.entries()) {
      // Row level security holds for the owner too: each tenant's rows are written as that tenant.
      await owner.query(`set app.tenant_id = '${tenantId}'`);
      await owner.query(apps, [tenantId, appsOf[index]]);
      await owner.query(tags);
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
