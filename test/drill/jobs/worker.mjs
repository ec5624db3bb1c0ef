// The product's worker process, with the drill's job beside its own jobs.

import { createWorker } from '../../../dist/apps/worker/create-worker.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { MarksModule } from './marks.mjs';

const app = await createWorker(readSettings(process.env), [MarksModule]);
process.once('SIGTERM', async () => {
  await app.close();
  process.exit(0);
});
console.log('Palier works.');
