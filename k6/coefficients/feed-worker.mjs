// The product's worker process, for which each host of a feed has a public address that leads to one server on this machine.
import { connect } from 'node:net';
import { createWorker } from '../../dist/apps/worker/create-worker.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { HostNetwork } from '../../dist/libs/platform/outbound/index.js';

const { FEED_PORT, ...env } = process.env;
const app = await createWorker(readSettings(env));
const network = app.get(HostNetwork);
network.resolve = async () => ['93.184.216.34'];
network.connect = () => connect(Number(FEED_PORT), '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await app.close();
    process.exit(0);
  });
}
console.log('Palier works.');
