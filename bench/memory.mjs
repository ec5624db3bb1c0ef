// Resident memory of the Node process: idle after the start, and over 100,000 requests.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const requests = 100_000;
const warmUp = 20_000;
const samples = 5;

// Typical requests to a store: two sorts, a page by number, the tags.
const paths = ['apps?limit=20', 'apps?limit=20&sort=-createdAt', 'apps?page=2&pageSize=20', 'tags'];

/**
 * Megabytes while idle, and the growth from the end of a warm-up of 20,000 requests to 100,000
 * requests later. The garbage collector retains some freed memory: ten per cent more is no growth.
 */
export async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'palier-memory-'));
  chmodSync(directory, 0o755);
  const env = { PALIER_DATA_DIR: join(directory, 'var') };
  try {
    // The first start fills the demo stores, only once; the second start is measured.
    await (await startPalier(env)).stop();
    return await measure(await startPalier(env));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(palier) {
  try {
    const idle = await residentMegabytes(palier.pid);
    await load(palier.url, warmUp);
    const warm = await residentMegabytes(palier.pid);
    await load(palier.url, requests);
    const later = await residentMegabytes(palier.pid);
    const growth = later.map((megabytes) => megabytes / median(warm));
    return [
      { name: 'memory at rest', ratio: median(idle), ...spread(idle), unit: 'MB', atMost: 200 },
      {
        name: `memory after ${requests.toLocaleString('en')} requests against after the warm-up`,
        ratio: median(growth),
        ...spread(growth),
        atMost: 1.1,
        detail: `${Math.round(median(warm))} MB, then ${Math.round(median(later))} MB`,
      },
    ];
  } finally {
    await palier.stop();
  }
}

async function load(url, amount) {
  const result = await autocannon({
    url,
    connections: 20,
    amount,
    requests: paths.map((path) => ({ path: `/v1/stores/wistant/${path}` })),
  });
  const failed = result.non2xx + result.errors;
  if (failed > 0) throw new Error(`${failed} of ${amount} requests failed.`);
}

/** A few samples of the resident memory, half a second apart. */
export async function residentMegabytes(pid) {
  const seen = [];
  for (let i = 0; i < samples; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    seen.push((Number(kibibytes) * 1024) / 1_000_000);
  }
  return seen;
}
