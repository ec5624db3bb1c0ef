// A page of 20 apps that is not in the cache: the processor time of Palier and of its PostgreSQL together.
import { cpuSeconds, measure } from './load.mjs';
import { pagesOf } from './pages.mjs';
import { postgresSeconds, startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

/** Milliseconds of processor time a request: of Node, of PostgreSQL, and of both. */
export async function run({ rounds = 7, seconds = 3 } = {}) {
  // Too small for the pages that are asked for in turn, so that each is made anew.
  const palier = await startPalier({ CACHE_MEMORY_BYTES: '1048576' });
  try {
    const paths = await pagesOf(palier.url);
    const samples = { node: [], postgres: [], both: [] };
    let perSecond = 0;
    for (let round = -1; round < rounds; round += 1) {
      const before = { node: cpuSeconds(palier.pid), postgres: postgresSeconds(palier) };
      const sample = await measure({ url: palier.url, pid: palier.pid, paths }, round < 0 ? 2 : seconds);
      const answers = sample.perCpuSecond * (cpuSeconds(palier.pid) - before.node);
      const node = ((cpuSeconds(palier.pid) - before.node) / answers) * 1000;
      const postgres = ((postgresSeconds(palier) - before.postgres) / answers) * 1000;
      const { headers } = await fetch(`${palier.url}${paths[0]}`);
      if (!headers.get('cache-status')?.includes('miss')) throw new Error('A page came from the cache.');
      if (round < 0) continue;
      samples.node.push(node);
      samples.postgres.push(postgres);
      samples.both.push(node + postgres);
      perSecond = sample.perSecond;
    }
    const detail = `Node ${median(samples.node).toFixed(2)} ms, PostgreSQL ${median(samples.postgres).toFixed(2)} ms, ${Math.round(perSecond)} requests/s`;
    return [
      {
        name: 'uncached list, processor time a request',
        ratio: median(samples.both),
        ...spread(samples.both),
        unit: 'ms',
        atMost: 0.5,
        detail,
      },
    ];
  } finally {
    await palier.stop();
  }
}
