import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import type { Transaction } from '#platform/database';
import { Events } from '#platform/events';
import type { UserVerified } from '../events/index.js';
import { Users } from './users.js';

/** Marks users as verified, with the audit line and the event. */
@Injectable()
export class VerifiedUsers {
  constructor(
    private readonly users: Users,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /**
   * Activates an unverified user; false where there is none.
   *
   * @throws Problem `quota_exceeded` (402)
   */
  async verify(tx: Transaction, userId: string): Promise<boolean> {
    if (!(await this.users.verify(tx, userId))) return false;
    await this.announce(tx, userId);
    return true;
  }

  /** Writes the audit line and publishes the event of a verified user. */
  async announce(tx: Transaction, userId: string): Promise<void> {
    await inActor({ kind: 'member', id: userId }, () =>
      this.audit.record(tx, { action: 'auth.user.verified', targetKind: 'user', targetId: userId }),
    );
    await this.events.publish<UserVerified>(tx, userId, {
      type: 'auth.user.verified',
      version: 1,
      data: { userId },
    });
  }
}
