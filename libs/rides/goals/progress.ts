import { type Period, periodsUntil } from '../statistics/periods.js';
import type { GoalDto, GoalProgressDto } from './goals.dto.js';

type Lasting = Pick<GoalDto, 'by' | 'lastDay'>;

/** How many days there are from one day to another. */
export const daysBetween = (from: string, to: string): number => Temporal.PlainDate.from(from).until(to).days;

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/**
 * The week, month or year of a goal that holds a day. It ends with the goal at the latest.
 *
 * @returns undefined where the goal is over
 */
export function periodOf({ by, lastDay }: Lasting, today: string, weekStart: 'monday' | 'sunday'): Period | undefined {
  if (lastDay !== null && lastDay < today) return undefined;
  const { begins, ends } = periodsUntil(by, today, 1, weekStart)[0] as Period;
  const over = lastDay === null ? ends : dayAfter(lastDay, 1);
  return { begins, ends: over < ends ? over : ends };
}

/** @param done in the period, in the unit of the target */
export function progressOf({ target }: Pick<GoalDto, 'target'>, period: Period, today: string, done: number) {
  const { begins, ends } = period;
  const pace = (target * daysBetween(begins, today)) / daysBetween(begins, ends);
  return { begins, ends, done, pace } satisfies GoalProgressDto;
}
