/** How long a stale copy may be served while the database is unavailable, in milliseconds: one day, in both tiers. */
export const STALE_LIMIT = 24 * 60 * 60 * 1000;
