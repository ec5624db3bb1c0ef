import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { Sessions } from './sessions.js';

interface EndSessionPayload extends JobPayload {
  readonly userId: string;
  readonly sessionId: string;
}

/** For a session whose end a process announced, and then failed or died. Retried for an hour. */
export const endSession = defineJob<EndSessionPayload>('auth.end-session', { tries: 12 });

/** Ends a session and revokes its access tokens; does nothing where it has ended already. */
@HandlesJob(endSession)
export class EndSession implements JobHandler<EndSessionPayload> {
  constructor(private readonly sessions: Sessions) {}

  async run({ tenantId, userId, sessionId }: EndSessionPayload): Promise<undefined> {
    await this.sessions.end(tenantId, userId, { only: sessionId });
  }
}
