import { declareWaits, migration } from '#platform/database';

/** For how long rows of feeds may wait. */
export const FeedsWaits1763700008496 = migration(
  declareWaits({
    'feeds.sources': {
      // A day and a tenth.
      due_at: { longest: '27 hours' },
      claimed_until: { longest: '5 minutes', when: 'claim is not null' },
    },
    'feeds.hosts': { next_at: { longest: '1 day' } },
  }),
);
