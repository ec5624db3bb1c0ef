import { requireNode } from '../terminal/require-node.js';

requireNode('npm start');
await import('./run-solo.js');
