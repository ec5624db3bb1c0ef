import { defineJob, type JobPayload } from '#platform/jobs';

export interface ReconcileSessionsPayload extends JobPayload {
  readonly userId: string;
}

/**
 * Reconciles the sessions of a user with the user's state. A change does so itself after its commit; this job
 * covers a process that died in between. Retried for an hour.
 */
export const reconcileSessions = defineJob<ReconcileSessionsPayload>('auth.settle-sessions', { tries: 12 });
