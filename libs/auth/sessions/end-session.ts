import { defineJob, type JobPayload } from '#platform/jobs';

export interface EndSessionPayload extends JobPayload {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Ends one session and revokes its access tokens, where the process that should have done so failed or died.
 * Retried for an hour.
 */
export const endSession = defineJob<EndSessionPayload>('auth.end-session', { tries: 12 });
