import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { PersonalKeyRevocation } from '../personal-keys/personal-key-revocation.js';
import type { Session, SessionRef } from '../session-store/session.js';
import { beganAt } from '../session-store/session-lifetime.js';
import { SessionStore } from '../session-store/session-store.js';
import type { EndedDto, SessionDto } from './sessions.dto.js';
import { sessionsProblems } from './sessions.errors.js';
import { Sessions } from './sessions.js';

/** Lists and ends the caller's own sessions; each call names the caller's current session. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly keys: PersonalKeyRevocation,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `sessions_unavailable` (503) */
  async list({ tenantId, userId, id: current }: SessionRef): Promise<SessionDto[]> {
    const sessions = await this.store.ofUser(tenantId, userId);
    return sessions.map((session) => ({ ...shown(session), current: session.id === current }));
  }

  /** @throws Problem `session_not_found` (404) for another user's session or an ended one, `sessions_unavailable` (503) */
  async end({ tenantId, userId }: SessionRef, id: string): Promise<void> {
    const ended = await this.sessions.end(tenantId, userId, { only: id });
    if (ended.length === 0) throw sessionsProblems.session_not_found({ id });
    await this.database.transaction({ tenantId }, (tx) => this.record(tx, ended));
  }

  /** Ends all sessions but the current one, and revokes the personal keys. @throws Problem `sessions_unavailable` (503) */
  async endOthers({ tenantId, userId, id }: SessionRef): Promise<EndedDto> {
    const ended = await this.sessions.end(tenantId, userId, { except: id });
    const revokedKeys = await this.database.transaction({ tenantId }, async (tx) => {
      const revoked = await this.keys.ofUser(tx, userId);
      await this.record(tx, ended);
      return revoked;
    });
    return { ended: ended.length, revokedKeys };
  }

  private async record(tx: Transaction, ended: readonly string[]): Promise<void> {
    for (const targetId of ended) {
      await this.audit.record(tx, { action: 'auth.session.ended', targetKind: 'session', targetId });
    }
  }
}

/** A session as its user and operators see it. */
export function shown({ id, device, address, region, lastSeenAt, expiresAt }: Session) {
  return { id, device, address, region: region ?? null, beganAt: new Date(beganAt(id)), lastSeenAt, expiresAt };
}
