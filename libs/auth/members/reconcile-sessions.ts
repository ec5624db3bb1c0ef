import { defineJob, type JobPayload } from '#platform/jobs';

export interface ReconcileSessionsPayload extends JobPayload {
  readonly userId: string;
}

/**
 * Makes the sessions of a user agree with what became of them. Whoever changes a user does so at
 * once; this makes up for a process that died between the commit and that, so it is tried for an hour.
 */
export const reconcileSessions = defineJob<ReconcileSessionsPayload>('auth.settle-sessions', { tries: 12 });
