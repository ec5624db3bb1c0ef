import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import type { Ending, SessionRef } from '../session-store/session.js';
import { beganAt } from '../session-store/session-lifetime.js';
import { SessionStore } from '../session-store/session-store.js';
import type { SessionDto } from './sessions.dto.js';
import { sessionsProblems } from './sessions.errors.js';
import { Sessions } from './sessions.js';

/** Lists and ends the caller's own sessions; each call names the caller's current session. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `sessions_unavailable` (503) */
  async list({ tenantId, userId, id: current }: SessionRef): Promise<SessionDto[]> {
    const sessions = await this.store.ofUser(tenantId, userId);
    return sessions.map(({ id, device, address, region, lastSeenAt, expiresAt }) => ({
      ...{ id, device, address, region: region ?? null },
      ...{ beganAt: new Date(beganAt(id)), lastSeenAt, expiresAt, current: id === current },
    }));
  }

  /** @throws Problem `session_not_found` (404) for another user's session or an ended one, `sessions_unavailable` (503) */
  async end(own: SessionRef, id: string): Promise<void> {
    const ended = await this.endAndRecord(own, { only: id });
    if (ended.length === 0) throw sessionsProblems.session_not_found({ id });
  }

  /** @returns how many sessions ended besides the current one */
  async endOthers(own: SessionRef): Promise<number> {
    const ended = await this.endAndRecord(own, { except: own.id });
    return ended.length;
  }

  private async endAndRecord({ tenantId, userId }: SessionRef, which: Ending): Promise<string[]> {
    const ended = await this.sessions.end(tenantId, userId, which);
    if (ended.length === 0) return ended;
    await this.database.transaction({ tenantId }, async (tx) => {
      for (const targetId of ended) {
        await this.audit.record(tx, { action: 'auth.session.ended', targetKind: 'session', targetId });
      }
    });
    return ended;
  }
}
