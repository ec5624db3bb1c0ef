// What a process says of its degradation level, and what it serves, before a fault, during it and after it.
import { setTimeout as pause } from 'node:timers/promises';
import { atRate, forSeconds, isRefused, send, succeeded } from '../load.mjs';

const CALM_SECONDS = 120;
const POLL_MS = 100;
/** Goes on from one fault to the next: what was asked for before is still in the cache. */
let n = 0;

/**
 * @param url of a process with a store
 * @param store its slug
 * @param begin brings the fault about; what it returns ends it
 * @returns the levels in order with the seconds since the fault began, the seconds until level 0 after its end, and what was served
 */
export async function observe({ url, store, seconds = 60, aSecond = 80 }, begin) {
  const paths = {
    kept: () => '/apps?limit=20',
    vital: () => `/apps?page=${1 + (n % 30)}&pageSize=${10 + (n % 11)}`,
    normal: () => `/apps?search=word${n}`,
    sheddable: () => `/tags?page=${1 + (n % 7)}&pageSize=${1 + (n % 83)}`,
  };
  const kinds = Object.keys(paths);
  const visit = async () => {
    n += 1;
    const kind = kinds[n % kinds.length];
    const { status } = await send({ url: `${url}/v1/stores/${store}${paths[kind]()}` });
    return { kind, status };
  };
  await atRate(aSecond, forSeconds(3), visit);
  const levels = [];
  const watching = { over: false };
  const startedAt = performance.now();
  const watched = watch(url, watching, (level, cause) => {
    levels.push({ level, cause, after: (performance.now() - startedAt) / 1000 });
  });
  const end = await begin();
  const answers = await atRate(aSecond, forSeconds(seconds), visit);
  await end();
  const endedAt = performance.now();
  const isCalm = () => (levels.at(-1)?.level ?? 0) === 0;
  while (!isCalm() && performance.now() - endedAt < CALM_SECONDS * 1000) await pause(POLL_MS);
  const calmAfter = isCalm() ? (performance.now() - endedAt) / 1000 : Number.POSITIVE_INFINITY;
  watching.over = true;
  await watched;
  return { levels, calmAfter, served: Object.fromEntries(kinds.map((kind) => [kind, shareOf(answers, kind)])) };
}

/** Asks for what costs nothing, and takes the level from its headers. */
async function watch(url, watching, changed) {
  let before = 0;
  while (!watching.over) {
    const { status, headers } = await send({ url: `${url}/health/live` });
    const [, level = 0, cause] = /level=(\d);cause=(\w+)/.exec(headers['x-degraded'] ?? '') ?? [];
    if (status === 200 && Number(level) !== before) {
      before = Number(level);
      changed(before, cause);
    }
    await pause(POLL_MS);
  }
}

function shareOf(answers, kind) {
  const own = answers.filter((answer) => answer.kind === kind);
  const part = (holds) => Math.round((100 * own.filter(holds).length) / own.length);
  return { served: part(succeeded), refused: part(isRefused) };
}
