import type { Period } from '../questions/period.js';
import type { CohortDto } from './retention.dto.js';

/** The subjects that have events in the same weeks: bit 0 is the first week. */
interface SubjectsOfWeeks {
  readonly weeks: number;
  readonly subjects: number;
}

/** The cohorts of weeks, one for each Monday in their order, also those without subjects. */
export function cohortsOf(mondays: readonly string[], counted: readonly SubjectsOfWeeks[]): CohortDto[] {
  return mondays.map((week, first) => {
    // The lowest bit is the week of the first event.
    const cohort = counted.filter(({ weeks }) => 31 - Math.clz32(weeks & -weeks) === first);
    const sumOf = (week: number) =>
      cohort.reduce((sum, { weeks, subjects }) => sum + ((weeks >> week) & 1) * subjects, 0);
    return { week, subjects: sumOf(first), returned: mondays.slice(first + 1).map((_, i) => sumOf(first + 1 + i)) };
  });
}

/** Whether a period begins on a Monday and ends on a Sunday. */
export function isWholeWeeks({ from, to }: Period): boolean {
  return Temporal.PlainDate.from(from).dayOfWeek === 1 && Temporal.PlainDate.from(to).dayOfWeek === 7;
}

/** The Mondays of a period of whole weeks. */
export function mondaysOf({ from, to }: Period): string[] {
  const first = Temporal.PlainDate.from(from);
  const weeks = (first.until(to).days + 1) / 7;
  return Array.from({ length: weeks }, (_, weeks) => first.add({ weeks }).toString());
}
