import { defineJob, type JobPayload } from '#platform/jobs';

/** The purge, and the round of it, that asked for the deletion. */
export interface EmptyAccountsPayload extends JobPayload {
  readonly purgeId: string;
  readonly round: number;
}

/** Deletes every row of a tenant in the schema `auth`. */
export const emptyAccounts = defineJob<EmptyAccountsPayload>('auth.empty-accounts');
