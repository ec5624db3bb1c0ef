import { defineJob, HandlesJob, type JobHandler, type JobPayload, jobOnEvent } from '#platform/jobs';
import type { TenantDeleted } from '#tenants/events';
import { Sessions } from '../sessions/sessions.js';

/** Retried for an hour, since the session servers may be unreachable for a while. */
const endSessions = defineJob<JobPayload & TenantDeleted['data']>('auth.end-sessions', { tries: 12 });

/** Queues the job for each tenant that is deleted. Its tokens are refused already; this keeps them void if it is restored. */
export const EndSessionsOfDeleted = jobOnEvent<TenantDeleted>('tenants.tenant.deleted', 1, endSessions);

/** Ends all sessions of a tenant. If the tenant is restored later, its users sign in again. */
@HandlesJob(endSessions)
export class EndSessions implements JobHandler<JobPayload> {
  constructor(private readonly sessions: Sessions) {}

  async run({ tenantId }: JobPayload): Promise<undefined> {
    await this.sessions.endTenant(tenantId);
  }
}
