import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import type { Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { UserDeleted } from '../events/auth-events.js';
import { eraseInvitationsTo } from '../invitations/invitations.sql.js';
import { MemberSeats } from '../users/member-seats.js';
import { GivenAccess } from './given-access.js';
import { deleteMember } from './members.sql.js';
import { reconcileSessions } from './reconcile-sessions.js';

/** Erases an account, at its owner's wish or an admin's. */
@Injectable()
export class AccountErasure {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly seats: MemberSeats,
    private readonly given: GivenAccess,
  ) {}

  /**
   * Removes the row, and with it devices and secrets in mails, takes back the access that the user
   * gave, and forgets how they were invited. The address is free again, and so is the seat that they had.
   *
   * @param tx with the user's row locked
   */
  async erase(tx: Transaction, tenantId: string, userId: string): Promise<void> {
    await this.given.withdraw(tx, tenantId, userId);
    const [erased] = await tx.run(deleteMember, userId);
    if (erased) await tx.run(eraseInvitationsTo, erased.email);
    await Promise.all([
      this.audit.record(tx, { action: 'auth.user.deleted', targetKind: 'user', targetId: userId }),
      this.events.publish<UserDeleted>(tx, userId, { type: 'auth.user.deleted', version: 1, data: { userId } }),
      this.jobs.add(tx, reconcileSessions, { tenantId, userId }),
    ]);
    if (erased?.seated) await this.seats.giveBack(tx, tenantId);
  }
}
