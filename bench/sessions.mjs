// Sessions on Redis and on PostgreSQL, side by side, and their memory in the process against an in-memory store.
import '../test/support/sources.mjs';
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { PostgresSessionStore } from '../dist/libs/auth/session-store/postgres-session-store.js';
import { RedisSessionStore } from '../dist/libs/auth/session-store/redis-session-store.js';
import { readSettings } from '../dist/libs/platform/config/index.js';
import { migrate, openDatabase, startEmbedded, statement } from '../dist/libs/platform/database/index.js';
import { closeRedis, openRedis } from '../dist/libs/platform/redis/index.js';
import { migrations } from '../dist/migrations/index.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const { startRedis } = await import('../test/stack/servers.ts');

const SESSIONS = 10_000;
const TENANTS = 20;
const CALLERS = 8;
const ROUNDS = 7;
const CALLS_A_ROUND = 1000;

const device =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const tenants = Array.from({ length: TENANTS }, () => uuidv7());
const someone = () => ({
  tenantId: tenants[Math.floor(Math.random() * TENANTS)],
  userId: uuidv7(),
  id: uuidv7(),
  role: 'member',
  name: 'Ada Lovelace',
  device,
  address: '192.0.2.7',
  region: 'FR',
});

const bareInsert = statement('bench.one-row')`
  insert into auth.throttle_counts (tenant_id, key, used, ends_at) values ($1, $2, 1, now())`;
const bareRead = statement('bench.session-by-id')`
  select user_id, expires_at from auth.sessions where id = $1`;

/** Milliseconds of one call, the 99th percentile, with 10,000 sessions and 8 callers; then bytes per session. */
export async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory);
  const redis = await startRedis({ config: { appendonly: 'yes', appendfsync: 'everysec' } });
  const ends = [() => rmSync(directory, { recursive: true, force: true }), () => redis.stop(), () => server.stop()];
  try {
    await migrate(server.urls.owner, migrations);
    const limits = { poolSize: 10, statementTimeoutMs: 5000, lockTimeoutMs: 2000 };
    const { database, close } = await openDatabase({ url: server.urls.app, ...limits });
    ends.push(close);
    const settings = readSettings({ REDIS_URL: redis.url });
    const [reads, writes] = ['reads', 'writes'].map((name) => openRedis(settings, { name, commandTimeoutMs: 1000 }));
    ends.push(() => Promise.all([reads, writes].map(closeRedis)));
    const stores = { Redis: new RedisSessionStore(reads, writes), PostgreSQL: new PostgresSessionStore(database) };
    // The cost of one bare write and one bare read at that moment, on the same connections.
    const bare = {
      Redis: {
        write: ({ id }) => writes.set(`bench:${id}`, device),
        read: ({ id }) => reads.get(`bench:${id}`),
      },
      PostgreSQL: {
        write: ({ tenantId }) =>
          database.transaction({ tenantId }, (tx) => tx.run(bareInsert, tenantId, randomBytes(32))),
        read: ({ tenantId, id }) => database.read({ tenantId }, bareRead, id),
      },
    };
    const weighed = await weigh(stores);
    await analyze(server.urls.owner);
    return [...weighed, ...(await time(stores, bare))];
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** Runs ANALYZE, as autovacuum does within a minute: until then plans are those of empty tables. */
async function analyze(connectionString) {
  const owner = new pg.Client({ connectionString });
  await owner.connect();
  await owner.query('analyze auth.sessions');
  await owner.end();
}

/** The memory that 10,000 sessions, begun through each store in turn, take in this process. */
async function weigh(stores) {
  const contenders = { ...stores, memory: new MemoryStore() };
  const bytes = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  // The first round loads code and caches that are loaded once.
  for (let round = 0; round <= 3; round += 1) {
    for (const [name, store] of Object.entries(contenders)) {
      const before = held();
      await beginMany(store);
      if (round > 0) bytes[name].push(Math.max(0, held() - before) / SESSIONS);
      contenders.memory.clear();
    }
  }
  return Object.keys(stores).map((name) => {
    const less = bytes[name].map((of, round) => 1 - of / bytes.memory[round]);
    const detail = `${median(bytes[name]).toFixed(1)} bytes a session against ${Math.round(median(bytes.memory))}`;
    const row = `process memory saved by sessions on ${name} / in memory`;
    return { name: row, ratio: median(less), ...spread(less), goal: 0.7, detail };
  });
}

/** Like express-session's MemoryStore: complete serialised sessions in a Map. */
class MemoryStore {
  sessions = new Map();

  async begin(session) {
    const cookie = { originalMaxAge: 2_592_000_000, httpOnly: true, secure: true, path: '/', sameSite: 'strict' };
    const kept = { cookie, ...session, refreshToken: randomBytes(32).toString('base64url'), lastSeenAt: Date.now() };
    this.sessions.set(randomBytes(24).toString('base64url'), JSON.stringify(kept));
  }

  clear() {
    this.sessions.clear();
  }
}

async function beginMany(store) {
  let left = SESSIONS;
  const caller = async () => {
    while (left-- > 0) await store.begin(someone());
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Bytes of the heap and of external memory after a garbage collection. */
function held() {
  for (let i = 0; i < 4; i += 1) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Each operation, then a comparable bare one, on each store in turn. */
async function time(stores, bare) {
  const open = {};
  for (const [name, store] of Object.entries(stores)) open[name] = await openMany(store);
  const operations = {
    begin: (store) => store.begin(someone()),
    find: (store, of) => store.find(of.session),
    refresh: async (store, of) => {
      const refreshed = await store.refresh(of.session.tenantId, of.refreshToken, of.session);
      if (refreshed.kind !== 'refreshed') throw new Error(`A refresh token was ${refreshed.kind}.`);
      of.refreshToken = refreshed.refreshToken;
    },
  };
  const seen = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [operation, call] of Object.entries(operations)) {
      for (const [name, store] of Object.entries(stores)) {
        const plain = bare[name][operation === 'find' ? 'read' : 'write'];
        const any = (i) => open[name][(round * CALLS_A_ROUND + i) % SESSIONS];
        const ours = await latencies((i) => call(store, any(i)));
        const floor = await latencies((i) => plain(any(i).session));
        // The first round only warms up.
        seen[`${operation} on ${name}`] ??= [];
        if (round > 0) seen[`${operation} on ${name}`].push({ ours, floor });
      }
    }
  }
  return Object.entries(seen).map(([name, rounds]) => row(name, rounds));
}

function row(name, rounds) {
  const p99 = rounds.map(({ ours }) => at(ours, 0.99));
  const mid = (of, share) => median(rounds.map((round) => at(round[of], share))).toFixed(2);
  return {
    name: `session ${name}, p99`,
    ratio: median(p99),
    ...spread(p99),
    unit: 'ms',
    atMost: 5,
    detail: `p50 ${mid('ours', 0.5)} ms; bare ${/find/.test(name) ? 'read' : 'write'}: p50 ${mid('floor', 0.5)}, p99 ${mid('floor', 0.99)} ms`,
  };
}

const at = (sorted, share) => sorted[Math.floor(sorted.length * share)];

async function openMany(store) {
  const open = [];
  for (let i = 0; i < SESSIONS; i += 100) {
    open.push(...(await Promise.all(Array.from({ length: 100 }, () => store.begin(someone())))));
  }
  return open;
}

/** Milliseconds of each call, sorted. */
async function latencies(call) {
  const taken = [];
  let next = 0;
  const caller = async () => {
    while (next < CALLS_A_ROUND) {
      const i = next++;
      const start = performance.now();
      await call(i);
      taken.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return taken.sort((a, b) => a - b);
}

if (import.meta.main) printTable(await run());
