import { Injectable, Logger } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import type { Client } from '#platform/http';
import { newId } from '#platform/ids';
import { Jobs } from '#platform/jobs';
import type { Tenant } from '#platform/tenancy';
import type { OpenSession, Session } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { endSession } from '../sessions/end-session.js';
import { Sessions } from '../sessions/sessions.js';
import { AccessTokens, type IssuedToken } from '../tokens/access-tokens.js';
import { actingUser } from './acting-user.js';
import { refreshRefused } from './sign-in.errors.js';

/** What a client is given that goes on. */
export type Renewed = OpenSession & IssuedToken;

/** Goes on with a session, and ends it, by its refresh token. */
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
   * Exchanges a refresh token. One that was used before ends the session and voids its access
   * tokens: either its client or a thief has come late.
   *
   * @throws Problem `refresh_refused` (401), `sessions_unavailable`, `no_signing_key` (503)
   */
  async refresh(tenant: Tenant, refreshToken: string, { address, device, region }: Client): Promise<Renewed> {
    // Made before the session is read: what is revoked from here on strikes this token too.
    const tokenId = newId();
    const refreshed = await this.store.refresh(tenant.id, refreshToken, { address, device, region });
    if (refreshed.kind === 'reused') await this.endReused(refreshed.session);
    if (refreshed.kind !== 'refreshed') throw refreshRefused();
    const { session, replicated } = refreshed;
    const issued = await this.tokens.issue(session, tenant.slug, tokenId);
    return { session, refreshToken: refreshed.refreshToken, replicated, ...issued };
  }

  /** Ends a session at once. A token of none is not told from one of a session. */
  async signOut(tenant: Tenant, refreshToken: string): Promise<void> {
    const session = await this.store.holderOf(tenant.id, refreshToken);
    if (!session) return;
    await this.sessions.end(session.tenantId, session.userId, { only: session.id });
    await inActor(actingUser(session.tenantId, session.userId), () =>
      this.database.transaction({ tenantId: session.tenantId }, (tx) => this.record(tx, session, 'auth.session.ended')),
    );
  }

  /** With its line a job is written: nobody presents the token again to have done what cannot be done now. */
  private async endReused(session: Session): Promise<void> {
    const { tenantId, userId, id: sessionId } = session;
    try {
      await this.database.transaction({ tenantId }, async (tx) => {
        await this.record(tx, session, 'auth.session.reuse-detected');
        await this.jobs.add(tx, endSession, { tenantId, userId, sessionId });
      });
    } finally {
      await this.sessions
        .end(tenantId, userId, { only: sessionId })
        .catch((error: unknown) => this.log.warn(`A session whose token was used twice is ended later. ${error}`));
    }
  }

  private async record(tx: Transaction, { userId, id }: Session, action: string): Promise<void> {
    await this.audit.record(tx, { action, targetKind: 'session', targetId: id, details: { userId } });
  }
}
