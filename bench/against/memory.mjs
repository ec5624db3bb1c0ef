import { residentMegabytes } from '../memory.mjs';
import { startPalier } from '../palier.mjs';
import { median } from '../statistics.mjs';
import { byTurns } from './by-turns.mjs';

/** Megabytes at rest, of one start after another. The first one fills the demo stores and is not counted. */
export async function memory(trees, rounds) {
  const samples = await byTurns(trees, rounds, async ({ root, dataDir }) => {
    const started = performance.now();
    const palier = await startPalier({ PALIER_DATA_DIR: dataDir }, root);
    try {
      const seconds = (performance.now() - started) / 1000;
      return { start: seconds, memory: median(await residentMegabytes(palier.pid)) };
    } finally {
      await palier.stop();
    }
  });
  return [
    { name: 'a later start', unit: 's', ...samples.start },
    { name: 'memory at rest', unit: 'MB', ...samples.memory },
  ];
}
