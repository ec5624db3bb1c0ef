import { HandlesJob, type JobHandler } from '#platform/jobs';
import { type EndSessionPayload, endSession, Sessions } from './sessions.js';

/** Ends a session; does nothing where it has ended already. */
@HandlesJob(endSession)
export class EndSession implements JobHandler<EndSessionPayload> {
  constructor(private readonly sessions: Sessions) {}

  async run({ tenantId, userId, sessionId }: EndSessionPayload): Promise<undefined> {
    await this.sessions.end(tenantId, userId, { only: sessionId });
  }
}
