// A store in a PostgreSQL that can be stopped and started again at the same address.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { freePort } from '../../../bench/free-port.mjs';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { Catalog } from '../../../dist/libs/catalog/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { attachEmbedded, migrate } from '../../../dist/libs/platform/database/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { migrations } from '../../../dist/migrations/index.js';

const APPS = '/v1/stores/drill/apps';
const packages = join(import.meta.dirname, '..', '..', '..', 'node_modules', '@nestjs');

/** @param {string} directory of the data */
export async function openStore(directory) {
  let server = await attachEmbedded(directory, () => {});
  await migrate(server.urls.owner, migrations);
  const slugs = await fill(server.urls.app);
  // The embedded server takes another port at each start.
  const port = await freePort();
  let door = await forward(port, () => server.port);
  let asked = 0;
  const stop = async () => {
    await door.close();
    await server.stop();
  };
  return {
    url: Object.assign(new URL(server.urls.app), { port: String(port) }).href,
    pages: [
      ...slugs.map((slug) => `${APPS}/${slug}`),
      ...[3, 4, 5, 6, 7, 8].flatMap((limit) => [`${APPS}?limit=${limit}`, `${APPS}?limit=${limit}&sort=name`]),
      '/v1/stores/drill/tags',
      '/v1/auth/drill',
    ],
    /** A list that was not asked for before. */
    unseen: () => {
      asked += 1;
      return `${APPS}?limit=${20 + (asked % 80)}&sort=-createdAt`;
    },
    stop,
    start: async () => {
      server = await attachEmbedded(directory, () => {});
      door = await forward(port, () => server.port);
    },
    close: stop,
  };
}

async function fill(url) {
  const settings = readSettings({ DATABASE_URL: url, LOG_LEVEL: 'error', METRICS_PORT: '0' });
  const app = await NestFactory.createApplicationContext(CliModule.with(settings), { logger: false });
  try {
    const { id } = await app
      .get(Tenants)
      .create({ slug: 'drill', name: 'Drill', product: 'wistant', plan: 'enterprise' });
    await app.get(Catalog).importPackages(id, packages);
    const { exampleApps } = await app.get(Catalog).summary(id);
    return exampleApps;
  } finally {
    await app.close();
  }
}

/** Listens on a port and forwards each connection to another; closed, it refuses connections like a server that is gone. */
async function forward(port, target) {
  const sockets = new Set();
  const door = createServer((client) => {
    const upstream = connect(target(), '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .once('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
    client.pipe(upstream).pipe(client);
  });
  await once(door.listen(port, '127.0.0.1'), 'listening');
  return {
    close: async () => {
      const closed = once(door, 'close');
      door.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
