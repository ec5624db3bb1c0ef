import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, decodeCursor, encodeCursor } from '#platform/database';
import { cursorAnswer, type ListAnswer } from '#platform/http';
import type { Session } from '../session-store/session.js';
import { beganAt } from '../session-store/session-lifetime.js';
import { SessionStore } from '../session-store/session-store.js';
import type { TenantSessionDto } from './sessions.dto.js';
import { Sessions } from './sessions.js';

const DEFAULT_SIZE = 20;

/** What operators see and end of a tenant's sessions. */
@Injectable()
export class TenantSessions {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /**
   * All of one user, or a step through a tenant's.
   *
   * @throws Problem `invalid_cursor` (400), `sessions_unavailable` (503)
   */
  async list(
    tenantId: string,
    { user, limit = DEFAULT_SIZE, cursor }: { user?: string; limit?: number; cursor?: string },
  ): Promise<ListAnswer<TenantSessionDto>> {
    // Of the text, which is the store's own, only the store knows what it means.
    const shape = { list: 'auth.sessions', tenantId, sort: 'none', filter: { user }, types: ['text'] } as const;
    const [after] = cursor === undefined ? [] : decodeCursor(cursor, shape);
    if (user !== undefined) return cursorAnswer((await this.store.ofUser(tenantId, user)).map(item), limit, null);
    const { sessions, cursor: next } = await this.store.ofTenant(tenantId, limit, after);
    return cursorAnswer(sessions.map(item), limit, next === undefined ? null : encodeCursor(shape, [next]));
  }

  /**
   * Ends all of one user, or of the tenant, and voids their access tokens at once.
   *
   * @returns how many there were
   * @throws Problem `sessions_unavailable`, `revocation_not_told` (503)
   */
  async end(tenantId: string, user?: string): Promise<number> {
    const ended =
      user === undefined
        ? await this.sessions.endTenant(tenantId)
        : (await this.sessions.end(tenantId, user, 'all')).length;
    const target =
      user === undefined ? { targetKind: 'tenant', targetId: tenantId } : { targetKind: 'user', targetId: user };
    await this.database.transaction({ tenantId }, (tx) =>
      this.audit.record(tx, { action: 'auth.session.all-ended', ...target, details: { ended } }),
    );
    return ended;
  }
}

function item({ id, userId, role, device, address, region, lastSeenAt, expiresAt }: Session): TenantSessionDto {
  const beginning = { beganAt: new Date(beganAt(id)), lastSeenAt, expiresAt };
  return { id, userId, role, device, address, region: region ?? null, ...beginning };
}
