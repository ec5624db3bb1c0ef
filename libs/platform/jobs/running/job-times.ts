import type { JobDefinition } from '../job-definition.js';
import { LONGEST_DELAY_MS } from '../jobs.js';

/** Milliseconds by which the clocks of two processes may differ. */
export const MARGIN_MS = 60_000;

/** The latest time at which a delayed job may be due, in milliseconds since 1970. */
export function latestTimeOf({ everyMs = 0, backoffMs, tries }: JobDefinition, now = Date.now()): number {
  return now + MARGIN_MS + Math.max(everyMs, LONGEST_DELAY_MS, backoffMs * 2 ** tries);
}

/** Whether the next run of a schedule is further away than its interval: only a clock that was ahead can have set it. */
export function isAhead({ everyMs = 0 }: JobDefinition, next: number | undefined, now = Date.now()): boolean {
  return next !== undefined && next > now + everyMs + MARGIN_MS;
}
