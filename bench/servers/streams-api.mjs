// The whole API on an embedded PostgreSQL, with tokens for many streams. It tells its memory, and sends broadcasts.
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { createApi } from '../../dist/apps/api/create-api.js';
import { ladderOf } from '../../dist/apps/api/ladder.js';
import { bindSettings } from '../../dist/apps/terminal/bind-settings.js';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { migrate, startEmbedded } from '../../dist/libs/platform/database/index.js';
import { EventStreams, Topics, topicOf } from '../../dist/libs/platform/realtime/index.js';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { migrations } from '../../dist/migrations/index.js';

/** Streams of one user. */
const each = 10;

process.once('message', async ({ directory, streams }) => {
  const server = await startEmbedded(directory);
  const chosen = readSettings({
    PALIER_DATA_DIR: directory,
    PALIER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    METRICS_PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_REQUESTS: '1000000000',
  });
  const settings = bindSettings(chosen, server.urls);
  await migrate(settings.databaseOwnerUrl, migrations);
  const app = await createApi(settings, ladderOf(settings, directory));
  await app.listen(0, '127.0.0.1');
  const shop = { slug: 'shop', name: 'Shop', product: 'wistant', plan: 'enterprise' };
  const tenant = await app.get(Tenants, { strict: false }).create(shop);
  const tokens = [];
  for (let user = uuidv7(); tokens.length < streams; user = tokens.length % each === 0 ? uuidv7() : user) {
    const session = { tenantId: tenant.id, userId: user, id: uuidv7(), role: 'member', name: 'Ada Lovelace' };
    tokens.push((await app.get(AccessTokens, { strict: false }).issue(session, tenant.slug, uuidv7())).accessToken);
  }
  process.send({ url: await app.getUrl(), tokens });
  const answers = {
    async memory() {
      await pause(1500);
      for (let i = 0; i < 4; i += 1) globalThis.gc();
      const { rss, heapUsed, external } = process.memoryUsage();
      return { rss, heapUsed, external };
    },
    /** As a message that has come from another process. */
    broadcast() {
      const at = performance.timeOrigin + performance.now();
      const message = { id: uuidv7(), topic: topicOf.tenant(tenant.id), name: 'bench.changed', data: `{"at":${at}}` };
      app.get(Topics).received(message, Date.now());
      return at;
    },
    sweep() {
      const times = Array.from({ length: 50 }, () => {
        const begun = performance.now();
        app.get(EventStreams).sweep();
        return performance.now() - begun;
      });
      return times.sort((a, b) => a - b)[25];
    },
  };
  process.on('message', async (what) => {
    if (what !== 'stop') return process.send({ [what]: await answers[what]() });
    await app.close();
    await server.stop();
    process.disconnect();
  });
});
