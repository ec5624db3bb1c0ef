import { migration } from '#platform/database';

/** The purposes of mailed links are checked in rows of before, too: the constraint was added without a look at them. */
export const AuthEmailTokenPurposes1763700008433 = migration(
  'alter table auth.email_tokens validate constraint email_tokens_purpose',
);
