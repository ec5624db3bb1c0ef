/** Of one feed; more are refused before any work for one of them. */
export const mostEntries = 20_000;
/** Of one feed: the newest, where there are more. */
export const mostPosts = 1000;
/**
 * Characters of the contents of one feed, which each of its followers gets. Without a limit the addresses of a small document
 * become long ones, a hundred times its size.
 */
export const mostContent = 20_000_000;
/** Of one OPML file. */
export const mostLines = 5000;
/** Of one OPML file: its subscriptions, their folders, and whatever else it has. The parser takes time for each. */
export const mostElements = 10_000;
/**
 * Characters that begin a tag, an entity, an object or a list. Each costs memory, and where a single step of the parser takes
 * much at once, V8 ends the whole process instead of the thread. Dense markup of 10 MB has some 700,000.
 */
export const mostMarks = 1_500_000;
/** A usual document takes some milliseconds; one of 10 MB two to five seconds, on a busy core. */
export const mostSeconds = 10;
