/** Of one feed; more are refused before any work for one of them. */
export const mostEntries = 20_000;
/** Of one OPML file. */
export const mostLines = 5000;
/** A usual document takes some milliseconds; one of 10 MB two to five seconds, on a busy core. */
export const mostSeconds = 10;
