import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import type { Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { UserDeleted } from '../events/index.js';
import { eraseInvitationsTo } from '../invitations/invitations.sql.js';
import { MemberSeats } from '../users/member-seats.js';
import { GivenAccess } from './access-given-by-user.js';
import { memberTags } from './member-tags.js';
import { deleteMember } from './members.sql.js';
import { reconcileSessions } from './reconcile-sessions.job.js';

/** Removes an account, on request of an admin. */
@Injectable()
export class AccountRemoval {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly seats: MemberSeats,
    private readonly given: GivenAccess,
    private readonly cache: CacheInvalidation,
  ) {}

  /**
   * Deletes the user's row, with devices, e-mail tokens and the invitations to the address, and revokes the access
   * that the user gave. The address may be registered again, and the seat is free.
   *
   * @param tx with the user's row locked
   */
  async remove(tx: Transaction, tenantId: string, userId: string): Promise<void> {
    await this.given.withdraw(tx, tenantId, userId);
    const [removed] = await tx.run(deleteMember, userId);
    if (removed) await tx.run(eraseInvitationsTo, removed.email);
    await Promise.all([
      this.audit.record(tx, { action: 'auth.user.deleted', targetKind: 'user', targetId: userId }),
      this.events.publish<UserDeleted>(tx, userId, { type: 'auth.user.deleted', version: 1, data: { userId } }),
      this.jobs.add(tx, reconcileSessions, { tenantId, userId }),
      this.cache.within(tx, tenantId, memberTags(userId)),
    ]);
    if (removed?.seated) await this.seats.giveBack(tx, tenantId);
  }
}
