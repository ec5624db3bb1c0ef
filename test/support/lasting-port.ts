import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the kernel's range for outgoing connections, even with 10,000 added. */
const FIRST = 11_000;
const LAST = 20_999;
/** The offset of the cluster bus port of a Redis Cluster node. */
const BUS = 10_000;
const TRIES = 50;
/** The most workers of a run: each has ports of its own, since what is free may be taken before its server listens. */
const WORKERS = 8;
const SHARE = Math.floor((LAST - FIRST) / WORKERS);
const { JEST_WORKER_ID } = process.env;
const first = JEST_WORKER_ID ? FIRST + ((Number(JEST_WORKER_ID) - 1) % WORKERS) * SHARE : FIRST;
const last = JEST_WORKER_ID ? first + SHARE : LAST;

const given = new Set<number>();

/**
 * A free loopback port that no outgoing connection takes, also while its server is restarted, together with the one
 * of its cluster bus, 10,000 above; never the same twice in a process.
 */
export async function lastingPort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(first, last);
    if (given.has(port)) continue;
    if ((await isFree(port)) && (await isFree(port + BUS))) {
      given.add(port);
      return port;
    }
  }
  throw new Error(`No two ports ${BUS} apart are free in ${TRIES} tries.`);
}

/**
 * Has `lastingPort` of this process never return a port that another process chose for it: until its server listens, it is free, and
 * whatever listened there would pass for that server.
 */
export function keepPort(port: number): void {
  given.add(port);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
