import { inspectServer } from '#platform/database';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';
import { askRedis } from './redis-facts.js';

/** Ids carry the time, and tokens expire by it: seconds apart, both go wrong. */
const WARNING_MS = 500;
const PROBLEM_MS = 5000;

/** How far the clock of PostgreSQL is from this machine's. */
export async function checkPostgresClock({ settings }: Patient): Promise<Diagnosis[]> {
  const { clockAheadMs } = await inspectServer(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  return [judgeClock('PostgreSQL', clockAheadMs)];
}

/** The same of Redis, where there is one. */
export async function checkRedisClock({ settings }: Patient): Promise<Diagnosis[]> {
  if (!settings.redisUrl) return [];
  return [judgeClock('Redis', (await askRedis(settings.redisUrl)).clockAheadMs)];
}

/** @param aheadMs of this machine's clock, negative when behind */
export function judgeClock(server: string, aheadMs: number): Diagnosis {
  const apart = Math.abs(Math.round(aheadMs));
  const state = apart >= PROBLEM_MS ? 'problem' : apart >= WARNING_MS ? 'warning' : 'fine';
  return {
    name: `clock.${server.toLowerCase()}`,
    state,
    summary: `The clock of ${server} is ${apart} ms from this machine’s.`,
    ...(state !== 'fine' && {
      remedy: 'Set both by NTP, with chrony or systemd-timesyncd.',
    }),
  };
}
