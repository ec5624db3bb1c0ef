import { requireNode } from '../terminal/require-node.js';

requireNode('npm run worker');
await import('./run-worker.js');
