// The tenants of a run: a store that is browsed, downloaded from, signed in to and sent events, and a journal.
import { uuidv7 } from 'uuidv7';
import { insertNew } from '../../../dist/libs/auth/api-keys/api-keys.service.js';
import { Passwords } from '../../../dist/libs/auth/passwords/passwords.js';
import { Catalog } from '../../../dist/libs/catalog/index.js';
import { Database } from '../../../dist/libs/platform/database/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { makePeople } from '../deployment/people.mjs';

const PACKAGES = 'node_modules/@babel';
const [ACCOUNTS, WRITERS] = [60, 10];
const password = 'a sentence that only this drill knows';
let hash;

/** @param get a service of the product in this process @param admin a connection of the superuser @param n of the run */
export async function makeTenants(get, admin, n) {
  const create = (slug, product) =>
    get(Tenants).create({ slug, name: slug, product, plan: 'enterprise', networks: ['127.0.0.0/8'] });
  const slugs = [`store-${n}`, `journal-${n}`, `events-${n}`];
  const [store, journal] = [await create(slugs[0], 'wistant'), await create(slugs[1], 'journeys')];
  // Apart: the store counts what its visitors do, too.
  const events = await create(slugs[2], 'wistant');
  await get(Catalog).importPackages(store.id, PACKAGES, { filesUpTo: 1_000_000 });
  const [owner] = await withTokens(get, { id: store.id, slug: slugs[0], role: 'admin' }, 1);
  hash ??= await get(Passwords).hash(password, { tenantId: store.id, network: '127.0.0.1' });
  const { rows } = await admin.query(
    `insert into auth.users (tenant_id, id, email, name, name_key, role, state, password_hash)
     select $1, uuidv7(), 'visitor-' || i || '@' || $2 || '.example', 'Visitor', 'visitor', 'member', 'active', $3
     from generate_series(1, $4::int) as i returning email`,
    [store.id, slugs[0], hash, ACCOUNTS],
  );
  const asked = { name: 'Drill', kind: 'publishable', scopes: ['analytics.write'], expiresAt: null };
  const { key } = await get(Database).transaction({ tenantId: events.id }, (tx) =>
    insertNew(tx, events.id, uuidv7(), asked),
  );
  const apps = await admin.query('select slug, download from catalog.apps where tenant_id = $1 order by slug', [
    store.id,
  ]);
  const list = `/v1/stores/${slugs[0]}/apps`;
  return {
    store: {
      tenantId: store.id,
      slug: slugs[0],
      password,
      adminToken: owner.token,
      emails: rows.map(({ email }) => email),
      apps: apps.rows.filter(({ download }) => download === 'ready').map(({ slug }) => slug),
      pages: [
        ...apps.rows.slice(0, 10).map(({ slug }) => `${list}/${slug}`),
        ...[3, 4, 5, 6, 7].map((limit) => `${list}?limit=${limit}`),
      ],
    },
    events: { tenantId: events.id, slug: slugs[2], key },
    journal: {
      tenantId: journal.id,
      people: await withTokens(get, { id: journal.id, slug: slugs[1] }, WRITERS),
    },
  };
}

async function withTokens(get, tenant, count) {
  const people = await makePeople(get, tenant, count);
  return Promise.all(people.map(async ({ id, beginSession }) => ({ id, token: (await beginSession()).token })));
}
