import { inBody, type Problem } from '#platform/problems';
import { journalProblems } from '../journal.errors.js';

/** Nobody’s recovery began before. */
export const FIRST_DAY = '1900-01-01';
/** Somewhere it is tomorrow already. */
const AHEAD_MS = 14 * 3_600_000;

/**
 * Why the journal does not take a day: it is too early, or has not begun anywhere; undefined for any other.
 *
 * @param field where the day was given
 * @param keptSince the first day of which entries are kept, for the day of an entry
 */
export function dayRefusal(day: string, field: string, keptSince?: string): Problem | undefined {
  const [first, last] = [keptSince ?? FIRST_DAY, new Date(Date.now() + AHEAD_MS).toISOString().slice(0, 10)];
  if (day >= first && day <= last) return undefined;
  const code = keptSince ? 'day_not_kept' : 'day_out_of_range';
  const { detail } = journalProblems[code]({ first, last });
  return journalProblems[code]({ first, last }, inBody(code, `/${field}`, detail));
}
