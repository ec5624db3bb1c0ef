// Milliseconds from the answer that a session has ended to the first refusal by another API process, with the feed in
// Redis and in PostgreSQL.
import '../test/support/sources.mjs';
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { createApi } from '../dist/apps/api/create-api.js';
import { ladderOf } from '../dist/apps/api/ladder.js';
import { SessionStore } from '../dist/libs/auth/session-store/session-store.js';
import { AccessTokens } from '../dist/libs/auth/tokens/access-tokens.js';
import { Users } from '../dist/libs/auth/users/users.js';
import { readSettings } from '../dist/libs/platform/config/index.js';
import { Database, migrate, startEmbedded } from '../dist/libs/platform/database/index.js';
import { Tenants } from '../dist/libs/tenants/index.js';
import { migrations } from '../dist/migrations/index.js';
import { startOtherApi } from './other-api.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const { startRedis } = await import('../test/stack/servers.ts');

/** Milliseconds, the 99th percentile; each request to the other process takes a part of one. */
export async function run({ sessions = 300 } = {}) {
  const redis = await startRedis({ config: { appendonly: 'yes' } });
  try {
    return [await byFeed('Redis', { REDIS_URL: redis.url }, sessions), await byFeed('PostgreSQL', {}, sessions)];
  } finally {
    await redis.stop();
  }
}

async function byFeed(name, feed, sessions) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory);
  const ends = [() => rmSync(directory, { recursive: true, force: true }), () => server.stop()];
  try {
    await migrate(server.urls.owner, migrations);
    const environment = {
      ...feed,
      DATABASE_URL: server.urls.app,
      PALIER_DATA_DIR: directory,
      PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
      PUBLIC_URL: 'http://127.0.0.1',
      METRICS_PORT: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_REQUESTS: '1000000000',
    };
    const settings = readSettings(environment);
    const api = await createApi(settings, ladderOf(settings));
    ends.push(() => api.close());
    const other = await startOtherApi(environment);
    ends.push(() => other.stop());
    return row(name, await measure(api, `${other.url}/v1/me`, sessions));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function measure(api, url, sessions) {
  const tenant = await api.get(Tenants).create({ slug: 'lag', name: 'Lag', product: 'wistant', plan: 'enterprise' });
  const someone = { email: 'ada@lag.example', name: 'Ada', role: 'member', state: 'active' };
  const user = await api
    .get(Database)
    .transaction({ tenantId: tenant.id }, (tx) => api.get(Users).create(tx, tenant.id, someone));
  const signIn = async () => {
    const began = { tenantId: tenant.id, userId: user.id, id: uuidv7(), role: 'member', name: 'Ada' };
    const { session } = await api.get(SessionStore).begin({ ...began, device: '', address: '192.0.2.1' });
    return { id: session.id, token: (await api.get(AccessTokens).issue(session, 'lag', uuidv7())).accessToken };
  };
  const statusOf = asker(url);
  const becomes = async (token, status) => {
    const deadline = performance.now() + 10_000;
    while ((await statusOf(token)) !== status) {
      if (performance.now() > deadline) throw new Error(`The other process did not answer ${status} in time.`);
    }
  };
  const keeps = await signIn();
  const lags = [];
  for (let i = 0; i < sessions; i += 1) {
    const { id, token } = await signIn();
    await becomes(token, 200);
    const headers = { authorization: `Bearer ${keeps.token}` };
    const answer = await api.inject({ method: 'DELETE', url: `/v1/me/sessions/${id}`, headers });
    const acknowledged = performance.now();
    if (answer.statusCode !== 204) throw new Error(`The session did not end: ${answer.body}`);
    await becomes(token, 401);
    lags.push(performance.now() - acknowledged);
  }
  return lags.sort((a, b) => a - b);
}

/** The status that the other process answers to a token. */
function asker(url) {
  const agent = new Agent({ keepAlive: true });
  return (token) =>
    new Promise((resolve, reject) => {
      get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      }).on('error', reject);
    });
}

function row(feed, lags) {
  const p99 = lags[Math.ceil(lags.length * 0.99) - 1];
  const detail = `p50 ${median(lags).toFixed(1)} ms, ${lags.length} sessions`;
  const name = `revocation lag between two API processes by ${feed}, p99`;
  return { name, ratio: p99, ...spread(lags), unit: 'ms', atMost: 250, detail };
}

if (import.meta.main) printTable(await run());
