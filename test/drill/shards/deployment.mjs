// A database with a tenant, its sessions in Redis, an API process on both, and load on it.
import '../../support/sources.mjs';
import { Agent, get } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { Shards } from '../../../dist/libs/auth/index.js';
import { SessionStore } from '../../../dist/libs/auth/session-store/session-store.js';
import { CountSessions } from '../../../dist/libs/auth/shards/count-sessions.job.js';
import { ShardsRedis } from '../../../dist/libs/auth/shards/shards-redis.js';
import { Revocations } from '../../../dist/libs/platform/access/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { TenantDirectory } from '../../../dist/libs/platform/tenancy/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { makePeople } from '../deployment/people.mjs';

const { startStack } = await import('../../stack/stack.ts');
const SLUG = 'drill';
/** Users with an account, who request a fast route. */
const PEOPLE = 20;
const FAST_ROUTE = '/v1/me';

/** @param {Record<string, string>} redis the settings of the sessions' Redis, such as REDIS_CLUSTER */
export async function openDeployment(redis) {
  const parts = [];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  let app;
  const env = { ...redis, LOG_LEVEL: 'error', RATE_LIMIT_REQUESTS: '1000000000' };
  let tenantId;
  let tokens;
  try {
    const stack = await startStack({ env }, async (made) => {
      const settings = readSettings({ ...made.env, METRICS_PORT: '0' });
      app = await NestFactory.createApplicationContext(CliModule.with(settings), { logger: false });
      parts.unshift(() => app.close());
      const about = { slug: SLUG, name: 'Drill', product: 'wistant', plan: 'enterprise' };
      ({ id: tenantId } = await app.get(Tenants).create(about));
      await app.get(TenantDirectory).refresh();
      const people = await makePeople((token) => app.get(token), { id: tenantId, slug: SLUG }, PEOPLE);
      tokens = await Promise.all(people.map(async ({ beginSession }) => (await beginSession()).token));
    });
    parts.push(() => stack.stop());
    const agent = new Agent({ keepAlive: true });
    parts.unshift(() => agent.destroy());
    let asked = 0;
    const revocations = app.get(Revocations);
    return {
      close,
      target: {
        tenantId,
        store: app.get(SessionStore),
        fast: () => ask(`${stack.url}${FAST_ROUTE}`, agent, tokens[asked++ % tokens.length]),
        strict: ({ userId, id }) => revocations.confirm({ tenantId, userId, sessionId: id, issuedAt: Date.now() }),
      },
      plan: () => app.get(Shards).plan(),
      /** Counts the active sessions of each shard. */
      sessions: async () => {
        await new CountSessions(app.get(ShardsRedis)).run({}, { signal: new AbortController().signal });
        return (await app.get(Shards).view()).shards.map(({ sessions }) => sessions ?? 0);
      },
      palier: stack.palier,
    };
  } catch (error) {
    await close();
    throw error;
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
