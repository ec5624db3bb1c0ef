import { declareAnew, migration } from '#platform/database';

/** Addresses whose servers asked for a pause are rows, too; their hosts are where two of them did. */
export const FeedsPausedHosts1763700008515 = migration(
  declareAnew('feeds.hosts', {
    holds:
      'When the next request may be sent to a host, by a tenant that looks for feeds, or to a host and port or a feed whose server asked for a pause.',
  }),
);
