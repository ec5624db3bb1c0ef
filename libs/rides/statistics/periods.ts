export const units = ['week', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

/** A week, month or year: its first day, and the first one after it. */
export interface Period {
  readonly begins: string;
  readonly ends: string;
}

/**
 * Weeks, months or years one after the other, of which the last holds a day.
 *
 * @param day `YYYY-MM-DD`
 * @param count how many
 * @param weekStart on which day weeks begin
 */
export function periodsUntil(unit: Unit, day: string, count: number, weekStart: 'monday' | 'sunday'): Period[] {
  const last = new Date(`${day}T00:00:00Z`);
  const begins = (back: number): string => {
    const [year, month] = [last.getUTCFullYear(), last.getUTCMonth()];
    if (unit === 'year') return shown(Date.UTC(year - back, 0));
    if (unit === 'month') return shown(Date.UTC(year, month - back));
    const since = (last.getUTCDay() + (weekStart === 'monday' ? 6 : 0)) % 7;
    return shown(Date.UTC(year, month, last.getUTCDate() - since - 7 * back));
  };
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    return { begins: begins(back), ends: begins(back - 1) };
  });
}

const shown = (at: number): string => new Date(at).toISOString().slice(0, 10);
