import { HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { Sessions } from '../sessions/sessions.js';
import { endSessions } from './end-sessions.js';

/** Where the tenant is undeleted, everybody signs in anew. */
@HandlesJob(endSessions)
export class EndSessions implements JobHandler<JobPayload> {
  constructor(private readonly sessions: Sessions) {}

  async run({ tenantId }: JobPayload): Promise<undefined> {
    await this.sessions.endTenant(tenantId);
  }
}
