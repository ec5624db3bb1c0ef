import { migration } from '#platform/database';

/** A person who asked for their erasure cancels it with a mailed link. */
export const AuthErasureLinks1763700008070 = migration(
  `
    alter table auth.email_tokens
      drop constraint email_tokens_purpose_check,
      add constraint email_tokens_purpose check (purpose in ('verify-email', 'reset-password', 'cancel-erasure')) not valid`,
);
