/**
 * Whether the text is a time zone of the IANA database, spelt as it is there, as in `Europe/Paris`. Names that it keeps for
 * older systems are too: `US/Pacific`, `Japan`, `EST`. Those that ICU adds, as in `PST` or `SystemV/EST5`, are not, and neither
 * are offsets such as `+02:00`, which have no summer time.
 */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Z]/.test(text) || text.length > 64) return false;
  try {
    // Temporal knows the names of the IANA database alone, and spells each as it is there; Intl reckons with them.
    new Intl.DateTimeFormat('en', { timeZone: text });
    return new Temporal.ZonedDateTime(0n, text).timeZoneId === text;
  } catch {
    return false;
  }
}
