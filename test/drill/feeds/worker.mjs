// The product's worker process, for which every host of a feed has a public address that leads to the drill's servers.
import { connect } from 'node:net';
import { createWorker } from '../../../dist/apps/worker/create-worker.js';
import { Feeds } from '../../../dist/libs/feeds/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { HostNetwork } from '../../../dist/libs/platform/outbound/index.js';

/** Nothing listens on it: it belongs to the system, and its service left use. */
const CLOSED_PORT = 1;

const { DRILL_WEB_PORT, ...env } = process.env;
const app = await createWorker(readSettings(env));
const network = app.get(HostNetwork);
network.resolve = async (name) => [addressOf(name)];
network.connect = (address) => {
  const [, kind, high, low] = address.split('.').map(Number);
  if (kind !== 201) return connect(Number(DRILL_WEB_PORT), '127.0.0.1');
  process.send({ refused: high * 256 + low });
  return connect(CLOSED_PORT, '127.0.0.1');
};

/** A public address for each host, which tells its number and whether it refuses connections. */
function addressOf(name) {
  const [, kind, number] = /^(\w+)-(\d+)\.example$/.exec(name) ?? [];
  const second = { feed: 200, refused: 201, shared: 202 }[kind];
  if (!second) throw Object.assign(new Error(`No host is called ${name}.`), { code: 'ENOTFOUND' });
  return `93.${second}.${number >> 8}.${number & 255}`;
}

process.on('message', async ({ sync }) => {
  for (const tenantId of sync) await app.get(Feeds, { strict: false }).sync(tenantId);
  process.send('queued');
});
process.once('disconnect', () => process.exit());
process.send('ready');
