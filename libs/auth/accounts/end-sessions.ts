import { defineJob, type JobPayload } from '#platform/jobs';

/** Ends all sessions of a tenant; tried for an hour, since the sessions' servers may be away for a while. */
export const endSessions = defineJob<JobPayload>('auth.end-sessions', { tries: 12 });
