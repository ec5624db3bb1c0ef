// `npm run build`: everything in `dist` anew.
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { emit, sources } from './emit.mjs';

const began = new Date();
rmSync('dist', { recursive: true, force: true });
try {
  await emit(sources());
} catch ({ message }) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
await import('./bundle.mjs');
// Last, and of the time at which this began: `npm start` builds again what was interrupted, or changed meanwhile.
writeFileSync('dist/complete', '');
utimesSync('dist/complete', began, began);
