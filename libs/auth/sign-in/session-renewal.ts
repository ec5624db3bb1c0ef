import { Injectable, Logger } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database } from '#platform/database';
import type { Client } from '#platform/http';
import { newId } from '#platform/ids';
import { Jobs } from '#platform/jobs';
import type { Tenant } from '#platform/tenancy';
import type { OpenSession, Session } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { endSession } from '../sessions/end-session.job.js';
import { Sessions } from '../sessions/sessions.js';
import { AccessTokens, type IssuedToken } from '../tokens/access-tokens.js';
import { actingUser } from '../users/user.js';
import { refreshRefused } from './sign-in.errors.js';

/** The result of a refresh. */
export type Renewed = OpenSession & IssuedToken;

/** Refreshes and ends sessions, by their refresh tokens. */
@Injectable()
export class SessionRenewal {
  private readonly log = new Logger('SessionRenewal');

  constructor(
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly tokens: AccessTokens,
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Exchanges a refresh token. A token that was used before ends the session and revokes its access tokens, since
   * either the client or a thief has used it already.
   *
   * @throws Problem `refresh_refused` (401), `sessions_unavailable`, `no_signing_key` (503)
   */
  async refresh(tenant: Tenant, refreshToken: string, { address, device, region }: Client): Promise<Renewed> {
    // Made before the session is read, so that later revocations cover this token too.
    const tokenId = newId();
    const refreshed = await this.store.refresh(tenant.id, refreshToken, { address, device, region });
    if (refreshed.kind === 'reused') await this.endReused(refreshed.session);
    if (refreshed.kind !== 'refreshed') throw refreshRefused();
    const { session, replicated } = refreshed;
    const issued = await this.tokens.issue(session, tenant.slug, tokenId);
    return { session, refreshToken: refreshed.refreshToken, replicated, ...issued };
  }

  /** Ends a session at once. A token without a session has the same result, so that it reveals nothing. */
  async signOut(tenant: Tenant, refreshToken: string): Promise<void> {
    const session = await this.store.holderOf(tenant.id, refreshToken);
    if (!session) return;
    await this.sessions.end(session.tenantId, session.userId, { only: session.id });
    await inActor(actingUser(session.tenantId, session.userId), () =>
      this.database.transaction({ tenantId: session.tenantId }, (tx) =>
        this.audit.record(tx, { action: 'auth.session.ended', targetKind: 'session', targetId: session.id }),
      ),
    );
  }

  /** Also queues a job with the audit line: if the session cannot be ended now, no later request would do it. */
  private async endReused(session: Session): Promise<void> {
    const { tenantId, userId, id: sessionId } = session;
    try {
      await this.database.transaction({ tenantId }, async (tx) => {
        // Whoever used the token again may not be the user, who is the target.
        const line = { action: 'auth.session.reuse-detected', targetKind: 'user', targetId: userId };
        await this.audit.record(tx, { ...line, details: { sessionId } });
        await this.jobs.add(tx, endSession, { tenantId, userId, sessionId });
      });
    } finally {
      await this.sessions
        .end(tenantId, userId, { only: sessionId })
        .catch((error: unknown) =>
          this.log.warn(`A session whose refresh token was used twice could not be ended; a job retries it. ${error}`),
        );
    }
  }
}
