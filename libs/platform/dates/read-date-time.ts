/** RFC 3339 with a time and an offset, without leap seconds, which neither JavaScript nor PostgreSQL stores. */
const form = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Reads a date with a time and an offset, as in `2026-01-15T09:30:00Z`, to the millisecond.
 *
 * @returns undefined for another form, a day that its month does not have, and a date outside the
 * years 1 to 9999 of UTC: PostgreSQL has no year 0, and RFC 3339 cannot write the year 10000
 */
export function readDateTime(text: string): Date | undefined {
  const [, day] = form.exec(text) ?? [];
  // JavaScript reads 31 February as 3 March.
  if (!day || new Date(Date.parse(`${day}T00:00:00Z`) || 0).toISOString().slice(0, 10) !== day) return undefined;
  const moment = new Date(text);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment : undefined;
}

/** Whether the text is a day of the calendar, as in `2026-01-15`, of the years 1 to 9999. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && readDateTime(`${text}T00:00:00Z`) !== undefined;
}
