import { defineJob, type JobPayload } from '#platform/jobs';

/** Which round of which purge asks. */
export interface EmptyAccountsPayload extends JobPayload {
  readonly purgeId: string;
  readonly round: number;
}

/** Deletes all that `auth` holds of a tenant. */
export const emptyAccounts = defineJob<EmptyAccountsPayload>('auth.empty-accounts');
