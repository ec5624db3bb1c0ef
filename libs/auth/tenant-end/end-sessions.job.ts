import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { Sessions } from '../sessions/sessions.js';

/** Ends all sessions of a tenant. Retried for an hour, since the session servers may be unreachable for a while. */
export const endSessions = defineJob<JobPayload>('auth.end-sessions', { tries: 12 });

/** Ends all sessions of a tenant. If the tenant is restored later, its users sign in again. */
@HandlesJob(endSessions)
export class EndSessions implements JobHandler<JobPayload> {
  constructor(private readonly sessions: Sessions) {}

  async run({ tenantId }: JobPayload): Promise<undefined> {
    await this.sessions.endTenant(tenantId);
  }
}
