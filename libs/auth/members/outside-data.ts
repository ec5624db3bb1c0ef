import { Settings } from '#platform/config';
import { HoldsOutsideData, type OutsideDataHolder, type Person } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { redisConfigured } from '#platform/redis';
import type { UserDeleted } from '../events/index.js';
import { Sessions } from '../sessions/sessions.js';
import { MemberSeats } from '../users/member-seats.js';
import { leaveSeat } from './members.sql.js';

/** Sessions, which are in Redis where there is one, and the seat of an account that is about to be erased. */
@HoldsOutsideData()
export class OutsideDataOfAuth implements OutsideDataHolder {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly seats: MemberSeats,
    private readonly events: Events,
    private readonly settings: Settings,
  ) {}

  /** Sessions in PostgreSQL are rows, which the purge deletes and counts itself. */
  async purgeTenant(tenantId: string): Promise<void> {
    if (redisConfigured(this.settings)) await this.sessions.endTenant(tenantId);
  }

  async erasePerson({ tenantId, userId }: Person): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      const [left] = await tx.run(leaveSeat, userId);
      if (!left) return;
      await this.seats.giveBack(tx, tenantId);
      await this.events.publish<UserDeleted>(tx, userId, { type: 'auth.user.deleted', version: 1, data: { userId } });
    });
    await this.sessions.end(tenantId, userId, 'all');
  }
}
