/**
 * Whether the text is a time zone of the IANA database, as in `Europe/Paris`. Node also accepts offsets such as `+02:00`,
 * which have no summer time: they are none.
 */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text) || text.length > 64) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
