import { readDateTime } from './read-date-time.js';

/** Whether the text is a day of the calendar, as in `2026-01-15`, of the years 1 to 9999. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && readDateTime(`${text}T00:00:00Z`) !== undefined;
}
