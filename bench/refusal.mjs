// What refusals cost, against a cached page of 20 apps: of an overload, of an address that sent too much, of an unknown path.
import { readFileSync } from 'node:fs';
import { measure } from './load.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const page = '/v1/stores/wistant/apps?limit=20';
/** Of a route that is sheddable, each time another one, so that no answer of it can be known. */
const sheddable = Array.from({ length: 2000 }, (_, i) => `/v1/stores/wistant/tags?of=${i}`);
const unknown = Array.from({ length: 2000 }, (_, i) => `/v1/nowhere/${i}`);

/** Processor time of the process for one answer, in that of a cached page, interleaved; one row for each kind of refusal. */
export async function run({ rounds = 7, seconds = 3 } = {}) {
  const [palier, limited] = await Promise.all([
    startPalier(),
    startPalier({ RATE_LIMIT_REQUESTS: '100000', RATE_LIMIT_WINDOW_SECONDS: '3600' }),
  ]);
  try {
    await degrade(palier);
    await exhaust(limited);
    const of = ({ url, pid }, path) => ({ url: `${url}${path}`, pid });
    const contenders = {
      hit: of(palier, page),
      twin: of(palier, page),
      overloaded: { ...of(palier, ''), paths: sheddable, accepts: 503 },
      unknown: { ...of(palier, ''), paths: unknown, accepts: 404 },
      limited: { ...of(limited, page), accepts: 429 },
    };
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, contender] of Object.entries(contenders)) {
        const sample = await measure(contender, round < 0 ? 1 : seconds);
        // The first round warms the just-in-time compiler and is not counted.
        if (round >= 0) samples[name].push(sample);
      }
    }
    return [
      row('503 of an overload against a cached page', samples.overloaded, samples.hit),
      row('429 of an address against a cached page', samples.limited, samples.hit),
      row('404 of an unknown path against a cached page', samples.unknown, samples.hit),
      { ...row('a cached page against itself', samples.twin, samples.hit), atMost: undefined },
    ];
  } finally {
    await Promise.all([palier.stop(), limited.stop()]);
  }
}

async function degrade({ log, url }) {
  const key = /palier_op_\S+/.exec(readFileSync(log, 'utf8'))?.[0];
  const answer = await fetch(`${url}/v1/platform/degradation`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ level: 1, reason: 'a benchmark' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Sends until it is refused. */
async function exhaust({ url, pid }) {
  for (let status = 200; status !== 429; status = (await fetch(`${url}${page}`)).status)
    await measure({ url: `${url}${page}`, pid, accepts: 429 }, 1);
}

function row(name, ours, theirs) {
  const cost = ours.map((sample, i) => theirs[i].perCpuSecond / sample.perCpuSecond);
  const micros = (samples) => (1e6 / median(samples.map((s) => s.perCpuSecond))).toFixed(1);
  return {
    name,
    ratio: median(cost),
    ...spread(cost),
    atMost: 1,
    detail: `${micros(ours)} µs against ${micros(theirs)}, ${Math.round(median(ours.map((s) => s.perSecond)))} answers/s`,
  };
}
