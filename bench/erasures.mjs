// How fast an older database erases persons again, against the same deletes written by hand.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { replayErasures } from '../dist/apps/cli/replay-erasures.js';
import { openSession } from '../dist/apps/cli/session.js';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { ErasureLedger } from '../dist/libs/platform/erasure-ledger/index.js';
import { Tenants } from '../dist/libs/tenants/index.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** Persons of a round, and rounds that are counted; one before them, of a few persons, warms up. */
const PERSONS = Number(process.env.BENCH_PERSONS ?? 300);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const WARM_UP = 20;
const ENTRIES = 20;
/** Tables of a person of this bench, in the order in which their rows can be deleted. */
const tables = {
  'platform.person_keys': 'user_id',
  'journal.entries': 'user_id',
  'journal.journals': 'user_id',
  'auth.users': 'id',
};

/** Persons with an account and a journal of 20 entries: a replay of the product, then deletes by hand, in turns. */
export async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const dataDir = join(directory, 'var');
  const session = await openSession({ PALIER_DATA_DIR: dataDir });
  const { urls } = await attachEmbedded(dataDir);
  const admin = new pg.Client({ connectionString: Object.assign(new URL(urls.admin), { pathname: '/palier' }).href });
  await admin.connect();
  try {
    const { id } = await session.app
      .get(Tenants)
      .create({ slug: 'bench-erasures', name: 'Journal', product: 'journeys' });
    return await measure(session.app, admin, id);
  } finally {
    await admin.end();
    await session.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(app, admin, tenantId) {
  const seconds = { replay: [], hand: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const size = round > 0 ? PERSONS : WARM_UP;
    await forget(app, admin, tenantId, await persons(admin, tenantId, round, size));
    const replay = await timed(async () => {
      const done = await replayErasures(app);
      if (done !== size) throw new Error(`${done} of ${size} persons were erased again.`);
    });
    const others = await persons(admin, tenantId, -1 - round, size);
    const hand = await timed(() => deleteByHand(admin, tenantId, others));
    await requireEmpty(admin, tenantId);
    if (round > 0) seconds.replay.push(replay);
    if (round > 0) seconds.hand.push(hand);
  }
  const ratios = seconds.hand.map((hand, round) => hand / seconds.replay[round]);
  const rates = Object.values(seconds).map((all) => `${Math.round(PERSONS / median(all))} persons a second`);
  const detail = `${rates.join(' against ')}; ${PERSONS} in ${median(seconds.replay).toFixed(1)} s`;
  return [
    { name: 'erasures replayed / the same rows deleted by hand', ratio: median(ratios), ...spread(ratios), detail },
  ];
}

async function timed(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** New persons of the tenant. @returns their ids */
async function persons(admin, tenantId, group, count) {
  const { rows } = await admin.query(
    `insert into auth.users (tenant_id, id, email, name, name_key, role, state)
       select $1, uuidv7(), 'person-' || $2 || '-' || n || '@example.org', 'Person', 'person', 'member', 'active'
       from generate_series(1, $3::integer) n returning id`,
    [tenantId, String(group), count],
  );
  const ids = rows.map(({ id }) => id);
  await admin.query("select set_config('app.tenant_id', $1, false)", [tenantId]);
  await admin.query(
    `insert into tenants.usage as held values ($1, 'members', $2)
       on conflict (tenant_id, quota) do update set used = held.used + excluded.used`,
    [tenantId, count],
  );
  await admin.query('insert into journal.journals (tenant_id, user_id) select $1, unnest($2::uuid[])', [tenantId, ids]);
  await admin.query(
    `insert into platform.person_keys (tenant_id, user_id, purpose, sealed)
       select $1, unnest($2::uuid[]), 'journal', decode(repeat('00', 61), 'hex')`,
    [tenantId, ids],
  );
  await admin.query(
    `insert into journal.entries (tenant_id, user_id, id, version, position, day, mood, tags, addictions, reflection)
       select $1, person, uuidv7(), 1, n, current_date - n, 7, '{work}', '{}', decode(repeat('00', 500), 'hex')
       from unnest($2::uuid[]) person, generate_series(1, ${ENTRIES}) n`,
    [tenantId, ids],
  );
  await admin.query('analyze auth.users, journal.journals, journal.entries, platform.person_keys');
  return ids;
}

/** Makes the database one of before the erasures of these persons, which the storage knows. */
async function forget(app, admin, tenantId, ids) {
  await admin.query(
    `insert into platform.erasures (tenant_id, user_id, asked_by, due_at) select $1, unnest($2::uuid[]), 'operator:bench', now()`,
    [tenantId, ids],
  );
  await admin.query(
    `update platform.erasures set state = 'erasing', began_at = now() where tenant_id = $1 and user_id = any ($2)`,
    [tenantId, ids],
  );
  await app.get(ErasureLedger).keep();
  for (const table of ['erasures', 'erasure_ledger']) {
    await admin.query(`delete from platform.${table} where tenant_id = $1 and user_id = any ($2)`, [tenantId, ids]);
  }
  await admin.query('vacuum analyze platform.erasures, platform.erasure_ledger');
}

async function deleteByHand(admin, tenantId, ids) {
  for (const id of ids) {
    await admin.query('begin');
    for (const [table, column] of Object.entries(tables)) {
      const text = `delete from ${table} where tenant_id = $1 and ${column} = $2`;
      await admin.query({ name: table, text, values: [tenantId, id] });
    }
    await admin.query('commit');
  }
}

async function requireEmpty(admin, tenantId) {
  for (const table of Object.keys(tables)) {
    const { rows } = await admin.query(`select count(*)::int as rows from ${table} where tenant_id = $1`, [tenantId]);
    if (rows[0].rows > 0) throw new Error(`${rows[0].rows} rows of ${table} are left.`);
  }
}

if (import.meta.main) printTable(await run());
