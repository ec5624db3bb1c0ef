import { Injectable } from '@nestjs/common';
import type { Role } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { decodeCursor, encodeCursor, type ListAnswer } from '#platform/lists';
import { assertMayGive } from '../members/member-rules.js';
import { PersonalKeyRevocation } from '../personal-keys/personal-key-revocation.js';
import type { Session } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { shown } from './own-sessions.js';
import type { EndedDto, TenantSessionDto } from './sessions.dto.js';
import { Sessions } from './sessions.js';

const DEFAULT_SIZE = 20;
const allEnded = { action: 'auth.session.all-ended' } as const;

/** Lists and ends a tenant's sessions, for operators. */
@Injectable()
export class TenantSessions {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: Sessions,
    private readonly keys: PersonalKeyRevocation,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /**
   * Lists all sessions of one user, or one page of a tenant's.
   *
   * @throws Problem `invalid_cursor` (400), `sessions_unavailable` (503)
   */
  async list(
    tenantId: string,
    { user, limit = DEFAULT_SIZE, cursor }: { user?: string; limit?: number; cursor?: string },
  ): Promise<ListAnswer<TenantSessionDto>> {
    // The cursor's text is opaque: only the store can read it.
    const shape = { list: 'auth.sessions', tenantId, sort: 'none', filter: { user }, types: ['text'] } as const;
    const [after] = cursor === undefined ? [] : decodeCursor(cursor, shape);
    if (user !== undefined) {
      return { data: (await this.store.ofUser(tenantId, user)).map(item), page: { next: null, size: limit } };
    }
    const { sessions, cursor: next } = await this.store.ofTenant(tenantId, limit, after);
    const place = next === undefined ? null : encodeCursor(shape, [next]);
    return { data: sessions.map(item), page: { next: place, size: limit } };
  }

  /**
   * Ends all sessions of one user, or of the tenant, and revokes their access tokens and personal keys at once.
   *
   * @param touches the roles whose holders the caller may touch; a tenant has owners
   * @returns how many there were of both
   * @throws Problem `role_too_high` (403), `sessions_unavailable`, `revocation_not_told` (503)
   */
  async end(tenantId: string, touches: readonly Role[], user?: string): Promise<EndedDto> {
    const roles = user === undefined ? ['owner' as const] : await this.rolesOf(tenantId, user);
    for (const role of roles) assertMayGive(touches, role);
    return user === undefined ? this.endTenant(tenantId) : this.endUser(tenantId, user);
  }

  private async endUser(tenantId: string, user: string): Promise<EndedDto> {
    const { length: ended } = await this.sessions.end(tenantId, user, 'all');
    return this.database.transaction({ tenantId }, async (tx) => {
      const answer = { ended, revokedKeys: await this.keys.ofUser(tx, user) };
      await this.audit.record(tx, { ...allEnded, targetKind: 'user', targetId: user, details: answer });
      return answer;
    });
  }

  private async endTenant(tenantId: string): Promise<EndedDto> {
    const ended = await this.sessions.endTenant(tenantId);
    const answer = { ended, revokedKeys: await this.keys.ofTenant(tenantId) };
    await this.database.transaction({ tenantId }, (tx) =>
      this.audit.record(tx, { ...allEnded, targetKind: 'tenant', targetId: tenantId, details: answer }),
    );
    return answer;
  }

  private async rolesOf(tenantId: string, user: string): Promise<Role[]> {
    return (await this.store.ofUser(tenantId, user)).map(({ role }) => role);
  }
}

function item(session: Session): TenantSessionDto {
  return { ...shown(session), userId: session.userId, role: session.role };
}
