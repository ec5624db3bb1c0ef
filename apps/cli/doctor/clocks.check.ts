import { inspectServer } from '#platform/database';
import { type Diagnosis, diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';
import { askRedis } from './redis-facts.js';

/** Milliseconds. Ids contain the time and tokens expire by it: a difference of seconds breaks both. */
const WARNING_MS = 500;
const PROBLEM_MS = 5000;

/** Compares the clock of PostgreSQL with this machine's. */
export async function checkPostgresClock({ settings }: Installation): Promise<Diagnosis[]> {
  const { clockAheadMs } = await inspectServer(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  return [judgeClock('PostgreSQL', clockAheadMs)];
}

/** Compares the clock of Redis with this machine's, where there is a Redis. */
export async function checkRedisClock({ settings }: Installation): Promise<Diagnosis[]> {
  if (!settings.redisUrl) return [];
  return [judgeClock('Redis', (await askRedis(settings.redisUrl)).clockAheadMs)];
}

/** @param aheadMs how far the server's clock is ahead of this machine's, negative when behind */
export function judgeClock(server: string, aheadMs: number): Diagnosis {
  const apart = Math.abs(Math.round(aheadMs));
  const state = apart >= PROBLEM_MS ? 'problem' : apart >= WARNING_MS ? 'warning' : 'fine';
  return diagnosis(
    `clock.${server.toLowerCase()}`,
    state,
    `The clock of ${server} is ${apart} ms off this machine’s clock.`,
    'Set both by NTP, with chrony or systemd-timesyncd.',
  );
}
