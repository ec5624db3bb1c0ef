/** The time zone of the weeks. */
export const ZONE = 'Europe/Paris';

const DAY_MS = 86_400_000;
const offsets = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' });
const days = new Intl.DateTimeFormat('sv', { timeZone: ZONE });

/** A week of ISO 8601 in `ZONE`, from Monday to Sunday: of 168 hours, or 167 and 169 where the clocks change. */
export interface IsoWeek {
  /** As in `2026-W47`. */
  readonly name: string;
  /** Its Monday, as in `2026-11-16`. */
  readonly monday: string;
  readonly from: Date;
  /** The moment at which the next one begins. */
  readonly until: Date;
}

/** The week of a moment, or one so many weeks before it. */
export function weekOf(moment: Date, weeksBefore = 0): IsoWeek {
  const day = Date.parse(`${days.format(moment)}T00:00Z`);
  return weekFrom(mondayBefore(day) - weeksBefore * 7 * DAY_MS);
}

/** The week of a name, as in `2026-W47`; undefined where there is none. */
export function weekNamed(name: string): IsoWeek | undefined {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(name) ?? [];
  const first = mondayBefore(Date.parse(`${year}-01-04T00:00Z`));
  if (Number.isNaN(first)) return undefined;
  const week = weekFrom(first + (Number(number) - 1) * 7 * DAY_MS);
  return week.name === name ? week : undefined;
}

/** @param monday midnight of the day in UTC, in milliseconds */
function weekFrom(monday: number): IsoWeek {
  // The year of a week is that of its Thursday, and its first week is that of 4 January.
  const year = new Date(monday + 3 * DAY_MS).getUTCFullYear();
  const first = mondayBefore(Date.UTC(year, 0, 4));
  const number = `${(monday - first) / (7 * DAY_MS) + 1}`.padStart(2, '0');
  return {
    name: `${year}-W${number}`,
    monday: new Date(monday).toISOString().slice(0, 10),
    from: startOf(monday),
    until: startOf(monday + 7 * DAY_MS),
  };
}

/** When a Monday begins in `ZONE`, where clocks never change between its midnight and that of UTC. */
function startOf(monday: number): Date {
  const offset = offsets.formatToParts(monday).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, hours] = /^GMT\+(\d\d):00$/.exec(offset) ?? [];
  return new Date(monday - Number(hours ?? 0) * 3_600_000);
}

function mondayBefore(day: number): number {
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
}
