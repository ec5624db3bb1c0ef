// A database with a tenant, its sessions in Redis, an API process on both, and load on it.
import './sources.mjs';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { uuidv7 } from 'uuidv7';
import { freePort } from '../../../bench/free-port.mjs';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { Shards } from '../../../dist/libs/auth/index.js';
import { SessionStore } from '../../../dist/libs/auth/session-store/session-store.js';
import { CountSessions } from '../../../dist/libs/auth/shards/count-sessions.job.js';
import { ShardsRedis } from '../../../dist/libs/auth/shards/shards-redis.js';
import { AccessTokens } from '../../../dist/libs/auth/tokens/access-tokens.js';
import { Users } from '../../../dist/libs/auth/users/users.js';
import { Revocations } from '../../../dist/libs/platform/access/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { Database, migrate, startEmbedded } from '../../../dist/libs/platform/database/index.js';
import { TenantDirectory } from '../../../dist/libs/platform/tenancy/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { migrations } from '../../../dist/migrations/index.js';

const root = join(import.meta.dirname, '..', '..', '..');
const SLUG = 'drill';
/** Users with an account, who request a fast route. */
const PEOPLE = 20;
const FAST_ROUTE = '/v1/me';

/** @param {Record<string, string>} redis the settings of the sessions' Redis, such as REDIS_CLUSTER */
export async function openDeployment(redis) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-drill-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory);
  const parts = [() => server.stop(), () => rmSync(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  try {
    await migrate(server.urls.owner, migrations);
    const [port, metricsPort] = [await freePort(), await freePort()];
    const env = {
      ...redis,
      DATABASE_URL: server.urls.app,
      LOG_LEVEL: 'error',
      METRICS_PORT: '0',
      PALIER_DATA_DIR: directory,
      PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
      PUBLIC_URL: 'http://localhost',
      RATE_LIMIT_REQUESTS: '1000000000',
    };
    const app = await NestFactory.createApplicationContext(CliModule.with(readSettings(env)), { logger: false });
    parts.unshift(() => app.close());
    const { id: tenantId } = await app
      .get(Tenants)
      .create({ slug: SLUG, name: 'Drill', product: 'wistant', plan: 'enterprise' });
    await app.get(TenantDirectory).refresh();
    const store = app.get(SessionStore);
    const tokens = await people(app, tenantId);
    const api = await startApi({ ...env, PORT: String(port), METRICS_PORT: String(metricsPort) }, directory);
    parts.unshift(() => api.stop());
    const agent = new Agent({ keepAlive: true });
    parts.unshift(() => agent.destroy());
    let asked = 0;
    const revocations = app.get(Revocations);
    return {
      close,
      target: {
        tenantId,
        store,
        fast: () => ask(`http://127.0.0.1:${port}${FAST_ROUTE}`, agent, tokens[asked++ % tokens.length]),
        strict: ({ userId, id }) => revocations.confirm({ tenantId, userId, sessionId: id, issuedAt: Date.now() }),
      },
      plan: () => app.get(Shards).plan(),
      /** Counts the active sessions of each shard. */
      sessions: async () => {
        await new CountSessions(app.get(ShardsRedis)).run({}, { signal: new AbortController().signal });
        return (await app.get(Shards).view()).shards.map(({ sessions }) => sessions ?? 0);
      },
      /** Runs `palier …` and returns its output. */
      palier: async (...args) => {
        const options = { env: { ...process.env, ...env }, cwd: root, timeout: 300_000 };
        const cli = join(root, 'dist', 'apps', 'cli', 'main.js');
        return (await promisify(execFile)(process.execPath, [cli, ...args], options)).stdout;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Access tokens for them, which are valid for longer than any drill. */
async function people(app, tenantId) {
  const tokens = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = { email: `p${n}@palier.example`, name: `Person ${n}`, role: 'member', state: 'active' };
    const { id: userId } = await app
      .get(Database)
      .transaction({ tenantId }, (tx) => app.get(Users).create(tx, tenantId, person));
    const begun = { tenantId, userId, id: uuidv7(), role: 'member', name: person.name };
    const { session } = await app.get(SessionStore).begin({ ...begun, device: 'Drill', address: '127.0.0.1' });
    tokens.push((await app.get(AccessTokens).issue(session, SLUG, uuidv7())).accessToken);
  }
  return tokens;
}

async function startApi(env, directory) {
  const log = join(directory, 'api.log');
  const child = spawn(process.execPath, [join(root, 'dist', 'apps', 'api', 'main.js')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  for (const deadline = Date.now() + 30_000; ; await pause(50)) {
    const answer = await fetch(`http://127.0.0.1:${env.PORT}/health/ready`).catch(() => undefined);
    if (answer?.ok) return { stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The API does not serve:\n${readFileSync(log, 'utf8').slice(-3000)}`);
    }
  }
}

function ask(url, agent, token) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      let body = '';
      answer.on('data', (data) => {
        body += data;
      });
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode} ${body}`)),
      );
    }).on('error', reject);
  });
}
