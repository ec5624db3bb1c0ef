import { defineJob, type JobPayload } from '#platform/jobs';

/** Ends all sessions of a tenant. Retried for an hour, since the session servers may be unreachable for a while. */
export const endSessions = defineJob<JobPayload>('auth.end-sessions', { tries: 12 });
