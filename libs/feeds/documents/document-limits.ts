/** Of one feed; more are refused before any work for one of them. */
export const mostEntries = 20_000;
/** Of one OPML file. */
export const mostLines = 5000;
/** A usual document takes some milliseconds, one of 10 MB less than three seconds. */
export const mostSeconds = 10;
