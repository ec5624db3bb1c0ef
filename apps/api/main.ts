import cluster from 'node:cluster';
import { requireNode } from '../terminal/require-node.js';

requireNode('npm run api');
// A wrong number is refused by the first process that the supervisor starts.
if (cluster.isPrimary && Number(process.env.API_PROCESSES) > 1) await import('./processes/main.js');
else await import('./run-api.js');
