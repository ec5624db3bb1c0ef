import { defineJob, type JobPayload } from '#platform/jobs';

export interface SettleSessionsPayload extends JobPayload {
  readonly userId: string;
}

/**
 * Makes the sessions of a user agree with what became of them. Whoever changes a user does so at
 * once; this makes up for a process that died between the commit and that, so it is tried for an hour.
 */
export const settleSessions = defineJob<SettleSessionsPayload>('auth.settle-sessions', { tries: 12 });
