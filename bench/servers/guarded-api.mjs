// The whole API on an embedded PostgreSQL, with more routes in two versions: open, and for members.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { createApi } from '../../dist/apps/api/create-api.js';
import { ladderOf } from '../../dist/apps/api/ladder.js';
import { bindSettings } from '../../dist/apps/terminal/bind-settings.js';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';
import { Users } from '../../dist/libs/auth/users/users.js';
import { Allow, Priority, Public } from '../../dist/libs/platform/access/index.js';
import { CachedResponse } from '../../dist/libs/platform/cache/index.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { Database, migrate, startEmbedded } from '../../dist/libs/platform/database/index.js';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { migrations } from '../../dist/migrations/index.js';

/** The statements that members' reads have sent. */
let reads = 0;
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(sent, ...others) {
  if (sent.name === 'auth.members.by-id' || sent.name === 'tenants.tenants.by-slug') reads += 1;
  return query.call(this, sent, ...others);
};

process.once('message', async ({ directory }) => {
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
  const app = await createApi(settings, ladderOf(settings, directory), [
    twins(() => app.get(Tenants, { strict: false }).bySlug('shop')),
  ]);
  await app.listen(0, '127.0.0.1');
  const shop = { slug: 'shop', name: 'Shop', product: 'wistant', plan: 'enterprise' };
  const tenant = await app.get(Tenants, { strict: false }).create(shop);
  const tokens = [];
  for (let i = 0; i < 50; i += 1) tokens.push(await tokenFor(app, tenant, await memberOf(app, tenant, i)));
  process.send({ url: await app.getUrl(), token: tokens[0], tokens });
  process.on('message', async (message) => {
    if (message === 'statements') return process.send(reads);
    await app.close();
    await server.stop();
    process.disconnect();
  });
});

/** Decorators by hand: this file is not compiled. */
function twins(read) {
  class TwinsController {
    open() {
      return { id: '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1', name: 'Ada Lovelace', role: 'editor' };
    }

    guarded() {
      return this.open();
    }

    /** One statement, as most reads of members send. */
    read() {
      return read();
    }

    keptForAll() {
      return read();
    }

    keptForOne() {
      return read();
    }
  }
  const forMembers = [Allow('bench.read', { least: 'member' }), Priority('normal')];
  const handlers = {
    open: [Get('open'), Public(), Priority('normal')],
    guarded: [Get('guarded'), ...forMembers],
    read: [Get('read'), ...forMembers],
    keptForAll: [Get('kept-for-all'), Public(), Priority('normal'), CachedResponse({ ttl: 300, tags: () => [] })],
    keptForOne: [Get('kept-for-one'), ...forMembers, CachedResponse({ ttl: 300, scope: 'user', tags: () => [] })],
  };
  for (const [name, decorators] of Object.entries(handlers)) {
    const descriptor = Object.getOwnPropertyDescriptor(TwinsController.prototype, name);
    for (const decorate of decorators) decorate(TwinsController.prototype, name, descriptor);
  }
  Controller('v1/twins/:tenant')(TwinsController);
  class TwinsModule {}
  Module({ controllers: [TwinsController] })(TwinsModule);
  return TwinsModule;
}

async function memberOf(app, { id: tenantId }, i) {
  const user = { email: `member-${i}@palier.example`, name: 'Ada Lovelace', role: 'editor', state: 'active' };
  const find = (token) => app.get(token, { strict: false });
  const made = await find(Database).transaction({ tenantId }, (tx) => find(Users).create(tx, tenantId, user));
  return made.id;
}

async function tokenFor(app, { id: tenantId, slug }, userId) {
  const session = { tenantId, userId, id: uuidv7(), role: 'editor', name: 'Ada Lovelace' };
  const { accessToken } = await app.get(AccessTokens, { strict: false }).issue(session, slug, uuidv7());
  return accessToken;
}
