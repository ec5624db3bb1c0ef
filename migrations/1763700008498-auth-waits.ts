import { declareWaits, migration } from '#platform/database';

/** From when on sessions count: those of a time to come would be refused until then. */
export const AuthWaits1763700008498 = migration(
  declareWaits({
    'auth.revocation_marks': {
      ended_until: { longest: '0', when: 'marked_at > now()' },
      tokens_until: { longest: '0', when: 'marked_at > now()' },
    },
  }),
);
