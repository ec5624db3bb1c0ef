import { declareAnew, migration } from '#platform/database';

/** Requests that find feeds wait for their host as all others do. */
export const FeedsAskedHosts1763700008050 = migration(
  declareAnew('feeds.hosts', {
    holds: 'When the next request may be sent to a host, or by a tenant that looks for feeds.',
  }),
);
