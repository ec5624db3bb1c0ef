import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import type { UserReactivated } from '../events/index.js';
import { ErasureRequests } from './erasure-requests.js';
import { memberTags } from './member-tags.js';
import { membersProblems } from './members.errors.js';
import { lockMembers, reactivateMember } from './members.sql.js';

/** Cancels the erasures that persons asked for themselves, who cannot sign in meanwhile: by the link of the mail that tells of it. */
@Injectable()
export class ErasureCancellation {
  constructor(
    private readonly database: Database,
    private readonly tokens: EmailTokens,
    private readonly requests: ErasureRequests,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly cache: CacheInvalidation,
  ) {}

  /**
   * Cancels the erasure and opens the account again, with its password. Sessions, keys and invitations that ended stay ended.
   *
   * @param secret of the link
   * @throws Problem `erasure_link_invalid` (400), also once the grace period is over
   */
  async cancel(tenantId: string, secret: string): Promise<void> {
    const userId = await this.tokens.holderOf(tenantId, secret, 'cancel-erasure');
    if (!userId) throw membersProblems.erasure_link_invalid();
    const work = () =>
      this.database.transaction({ tenantId }, async (tx) => {
        // The user's row before the token: deleting and taking over a user lock in the same order.
        await tx.run(lockMembers, [userId]);
        if (!(await this.tokens.redeem(tx, secret, 'cancel-erasure'))) throw membersProblems.erasure_link_invalid();
        // The mail may have been made after somebody else decided.
        await this.requests.requireOwn(tx, userId);
        await this.requests.cancel(tx, userId);
        const [row] = await tx.run(reactivateMember, userId);
        if (!row) return;
        await this.audit.record(tx, { action: 'auth.user.reactivated', targetKind: 'user', targetId: userId });
        await this.cache.within(tx, tenantId, memberTags(userId));
        const event = { type: 'auth.user.reactivated', version: 1, data: { userId } } as const;
        await this.events.publish<UserReactivated>(tx, userId, event);
      });
    await inActor({ kind: 'member', id: userId }, work);
  }
}
