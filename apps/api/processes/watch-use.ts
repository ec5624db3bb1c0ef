import type { Server } from 'node:http';
import type { Settings } from '#platform/config';

/** Milliseconds between two readings of the memory. */
const READ_MS = 1000;
/** Milliseconds before the first: where the limit is too low, each process would otherwise be replaced as soon as it serves. */
const LEAST_MS = 60_000;
/** The part of the requests by which processes differ, so that they are not replaced together. */
const JITTER = 0.05;

type Limits = Pick<Settings, 'apiRecycleRequests' | 'apiRecycleBytes'>;

/** A number of requests up to 5 % away. @param random from 0 to 1 */
export function jittered(requests: number, random = Math.random()): number {
  return Math.max(1, Math.round(requests * (1 + JITTER * (2 * random - 1))));
}

/**
 * Calls `exceeded` once, when the server has begun its share of requests, or the process has served for a minute and takes more
 * memory than it should.
 *
 * @param resident the resident memory in bytes
 */
export function watchUse(
  server: Server,
  { apiRecycleRequests, apiRecycleBytes }: Limits,
  exceeded: (reason: 'requests' | 'bytes') => void,
  resident: () => number = () => process.memoryUsage.rss(),
): void {
  let timer: NodeJS.Timeout | undefined;
  let left = jittered(apiRecycleRequests);
  const count = () => {
    left -= 1;
    if (left === 0) stop('requests');
  };
  const stop = (reason: 'requests' | 'bytes') => {
    clearInterval(timer);
    server.off('request', count);
    exceeded(reason);
  };
  if (apiRecycleRequests > 0) server.on('request', count);
  const read = () => resident() > apiRecycleBytes && stop('bytes');
  const watch = () => {
    timer = setInterval(read, READ_MS).unref();
  };
  if (apiRecycleBytes > 0) timer = setTimeout(watch, LEAST_MS).unref();
}
