// The API with a worker in one process, for which every host has a public address that leads to the drill's servers.
import { connect } from 'node:net';
import { createApi } from '../../../dist/apps/api/create-api.js';
import { ladderOf } from '../../../dist/apps/api/ladder.js';
import { WorkerModule } from '../../../dist/apps/worker/worker.module.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { HostNetwork } from '../../../dist/libs/platform/outbound/index.js';

const { DRILL_WEB_PORT, ...env } = process.env;
const settings = readSettings(env);
const app = await createApi(settings, ladderOf(settings), [WorkerModule]);
const network = app.get(HostNetwork);
network.resolve = async () => ['93.184.216.34'];
network.connect = () => connect(Number(DRILL_WEB_PORT), '127.0.0.1');

process.once('disconnect', () => process.exit());
await app.listen(0, '127.0.0.1');
process.send({ url: await app.getUrl() });
