import { declareWaits, migration } from '#platform/database';

/** For how long rows of the platform may wait. */
export const PlatformWaits1763700008495 = migration(
  declareWaits({
    'platform.webhook_deliveries': {
      // A day and a tenth.
      due_at: { longest: '27 hours' },
      claimed_until: { longest: '1 minute', when: 'claim is not null' },
    },
    'platform.webhook_turns': { due_at: { longest: '27 hours' } },
    // Those that wait for their grace period are due when the person was told.
    'platform.erasures': { next_at: { longest: '1 hour', when: 'began_at is not null' } },
    'platform.trend_messages': { claimed_at: { longest: '0', when: 'sent_at is null' } },
  }),
);
