import { Settings } from '#platform/config';
import { type ExportedRow, HoldsOutsideData, type OutsideDataHolder, type Person } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { redisConfigured } from '#platform/redis';
import type { UserDeleted } from '../events/index.js';
import { SessionStore } from '../session-store/session-store.js';
import { Sessions } from '../sessions/sessions.js';
import { MemberSeats } from '../users/member-seats.js';
import { GivenAccess } from './access-given-by-user.js';
import { leaveSeat } from './members.sql.js';

/** Sessions, which are in Redis where there is one, and the seat and the given access of an account that is about to be erased. */
@HoldsOutsideData('sessions')
export class OutsideDataOfAuth implements OutsideDataHolder {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly store: SessionStore,
    private readonly seats: MemberSeats,
    private readonly given: GivenAccess,
    private readonly events: Events,
    private readonly settings: Settings,
  ) {}

  /** Sessions in PostgreSQL are rows, which the purge deletes and counts itself. */
  async purgeTenant(tenantId: string): Promise<void> {
    if (redisConfigured(this.settings)) await this.sessions.endTenant(tenantId);
  }

  async erasePerson({ tenantId, userId }: Person): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      // Of an older database; before an erasure it was withdrawn when that was asked for.
      await this.given.withdraw(tx, tenantId, userId);
      const [left] = await tx.run(leaveSeat, userId);
      if (!left) return;
      await this.seats.giveBack(tx, tenantId);
      await this.events.publish<UserDeleted>(tx, userId, { type: 'auth.user.deleted', version: 1, data: { userId } });
    });
    await this.sessions.end(tenantId, userId, 'all');
  }

  /** As the rows of `auth.sessions`, which takes the place of Redis where there is none. */
  async exportPerson({ tenantId, userId }: Person): Promise<ExportedRow[]> {
    if (!redisConfigured(this.settings)) return [];
    const sessions = await this.store.ofUser(tenantId, userId);
    return sessions.map(({ id, device, address, region = null, lastSeenAt, expiresAt }) => ({
      table: 'auth.sessions',
      row: { id, device, address, region, last_seen_at: lastSeenAt, expires_at: expiresAt },
    }));
  }
}
