import { keepNewSpaceSmall } from '../terminal/new-space.js';
import { requireNode } from '../terminal/require-node.js';

requireNode('npm start');
keepNewSpaceSmall();
await import('./run-solo.js');
