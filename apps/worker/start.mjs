// What `npm run worker` runs.
import { startBuilt } from '../terminal/start-built.mjs';

await startBuilt('worker');
