import type { DegradationChangeDto } from '../degradation.dto.js';
import type { Level } from '../sensors/sensed-level.js';

/** A day in UTC, as in `2026-01-15`, and the greatest level in it, 0 to 4. */
export interface DegradationDay {
  readonly day: string;
  readonly level: Level;
}

const DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * The greatest level of each of the last 90 days, the earliest first. A level lasts until the change from it to another; one
 * without such a change, as of a process that was killed, counts on its day alone, unless an operator has set it.
 *
 * @param changes the latest first
 */
export function levelsByDay(changes: readonly DegradationChangeDto[], now: Date): DegradationDay[] {
  const levels = Array.from({ length: DAYS }, (): Level => 0);
  const today = dayOf(now);
  /** By whose level it is, the change that followed. */
  const followed = new Map<string, DegradationChangeDto>();
  for (const change of changes) {
    const whose = change.cause === 'manual' ? 'manual' : (change.process ?? 'shared');
    const until = untilOf(change, followed.get(whose), now);
    followed.set(whose, change);
    const first = Math.max(0, dayOf(change.at) - today + DAYS - 1);
    const last = Math.min(DAYS - 1, dayOf(until) - today + DAYS - 1);
    for (let day = first; day <= last; day += 1) levels[day] = Math.max(levels[day] ?? 0, change.after) as Level;
  }
  return levels.map((level, i) => ({
    day: new Date((today + i - DAYS + 1) * DAY_MS).toISOString().slice(0, 10),
    level,
  }));
}

function untilOf(change: DegradationChangeDto, next: DegradationChangeDto | undefined, now: Date): Date {
  if (next?.before === change.after) return next.at;
  return change.cause === 'manual' ? (next?.at ?? now) : change.at;
}

const dayOf = (at: Date) => Math.floor(at.getTime() / DAY_MS);
