import { defineJob, type JobPayload } from '#platform/jobs';

export interface EndSessionPayload extends JobPayload {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Ends one session and voids its access tokens: makes up for a process that could not, or died
 * before, so it is tried for an hour.
 */
export const endSession = defineJob<EndSessionPayload>('auth.end-session', { tries: 12 });
