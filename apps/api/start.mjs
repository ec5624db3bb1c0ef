// What `npm run api` runs.
import { startBuilt } from '../terminal/start-built.mjs';

await startBuilt('api');
