import { FirstOwner, SessionStore } from '#auth';
import { Revocations } from '#platform/access';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type RedisCluster, startRedisCluster } from './redis-cluster.js';
import type { LoadTarget } from './session-load.js';

/** An API whose sessions are in a cluster of 3 primaries with a replica each, and the load on both. */
export interface ShardedApp {
  readonly cluster: RedisCluster;
  readonly app: TestApp['app'];
  readonly target: LoadTarget;
  close(): Promise<void>;
}

export async function startShardedApp(): Promise<ShardedApp> {
  const cluster = await startRedisCluster({ primaries: 3, replicasEach: 1 });
  try {
    const test = await startTestApp({ redisCluster: cluster.addresses });
    const { app, inject } = test;
    const tenant = { slug: 'sharded', name: 'Sharded', product: 'wistant', plan: 'enterprise' } as const;
    const { id: tenantId } = await app.get(Tenants).create(tenant);
    await app.get(TenantDirectory).refresh();
    const headers = { authorization: `Bearer ${await signIn(test, tenantId)}` };
    const revocations = app.get(Revocations);
    return {
      cluster,
      app,
      target: {
        tenantId,
        store: app.get(SessionStore),
        fast: async () => {
          const { statusCode, body } = await inject({ method: 'GET', url: '/v1/me', headers });
          if (statusCode !== 200) throw new Error(`${statusCode} ${body}`);
        },
        strict: ({ userId, id }) => revocations.confirm({ tenantId, userId, sessionId: id, issuedAt: Date.now() }),
      },
      close: async () => {
        await test.close();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** The access token of the tenant's owner. */
async function signIn({ app, inject }: TestApp, tenantId: string): Promise<string> {
  const { email, password } = await app.get(FirstOwner).open(tenantId, 'owner@palier.example', 'Owner');
  const answer = await inject({ method: 'POST', url: '/v1/auth/sharded/login', payload: { email, password } });
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json().accessToken;
}
