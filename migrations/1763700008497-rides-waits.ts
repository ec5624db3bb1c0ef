import { declareWaits, migration } from '#platform/database';

/** For how long rows of rides may wait. */
export const RidesWaits1763700008497 = migration(
  declareWaits({
    'rides.ai_requests': {
      waits_until: { longest: '1 day', when: "state = 'waiting'" },
      claimed_until: { longest: '1 hour', when: "state = 'calling'" },
    },
  }),
);
