import { requireNode } from '../terminal/require-node.js';

requireNode('npm run api');
await import('./run-api.js');
