import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { RevocationFeed } from '../revocations/revocation-feed.js';
import type { Session } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { Sessions } from '../sessions/sessions.js';
import type { User } from '../users/user.js';
import { Users } from '../users/users.js';

interface ReconcileSessionsPayload extends JobPayload {
  readonly userId: string;
}

/**
 * Reconciles the sessions of a user with the user's state. A change does so itself after its commit; this job
 * covers a process that died in between. Retried for an hour.
 */
export const reconcileSessions = defineJob<ReconcileSessionsPayload>('auth.reconcile-sessions', { tries: 12 });

/** Reads the current state of the user, so that it may run late, twice, or out of order. */
@HandlesJob(reconcileSessions)
export class ReconcileSessions implements JobHandler<ReconcileSessionsPayload> {
  constructor(
    private readonly users: Users,
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly feed: RevocationFeed,
  ) {}

  async run({ tenantId, userId }: ReconcileSessionsPayload): Promise<undefined> {
    const user = await this.users.byId(tenantId, userId);
    if (user && user.state !== 'deactivated') await this.describe(user);
    else await this.sessions.end(tenantId, userId, 'all');
  }

  private async describe({ tenantId, id, role, name }: User): Promise<void> {
    const open = await this.store.ofUser(tenantId, id);
    const [any] = open;
    if (!any) return;
    if (open.some((session) => session.role !== role)) await this.sessions.describe(tenantId, id, { role, name });
    else await this.publishAgain(any);
    // A name grants nothing, so tokens with the former name stay valid until they are refreshed.
    if (open.some((session) => session.name !== name)) await this.store.describe(tenantId, id, { name }, 0);
  }

  /** A process that died after the store had the new role published nothing: the store's mark says which tokens it covers. */
  private async publishAgain(session: Session): Promise<void> {
    const { tenantId, userId: id } = session;
    const { tokens: before } = await this.store.status(session);
    if (before) await this.feed.publish(tenantId, [{ kind: 'tokens', tenantId, id, before }]);
  }
}
