// `npm run build`: everything in `dist` anew.
import { rmSync } from 'node:fs';
import { emit, sources } from './emit.mjs';

rmSync('dist', { recursive: true, force: true });
await emit(sources());
await import('./bundle.mjs');
