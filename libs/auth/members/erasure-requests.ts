import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { type ErasureDto, Erasures, type Person } from '#platform/data-lifecycle';
import type { Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs } from '#platform/jobs';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import type { UserDeactivated } from '../events/index.js';
import { AuthMails } from '../mails/auth-mails.js';
import { GivenAccess } from './access-given-by-user.js';
import { memberTags } from './member-tags.js';
import { membersProblems } from './members.errors.js';
import { deactivateMember, memberToErase } from './members.sql.js';
import { reconcileSessions } from './reconcile-sessions.job.js';

/** Days between the request and the erasure, unless an admin says otherwise. */
export const GRACE_DAYS = 7;

/** Asks for the erasure of a person, and ends their access. */
@Injectable()
export class ErasureRequests {
  constructor(
    private readonly erasures: Erasures,
    private readonly given: GivenAccess,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly mails: AuthMails,
    private readonly tokens: EmailTokens,
    private readonly cache: CacheInvalidation,
  ) {}

  /**
   * Deactivates the account, revokes the access that the user gave, asks for the erasure, and mails that to the user. The caller ends the sessions
   * after the commit. Who asked for it themselves may cancel it with a link of that mail, unless somebody else asks for it, too.
   *
   * @param tx with the user's row locked, if there is one
   * @param by who asks: the person, or somebody of the tenant
   * @throws Problem `person_not_found` (404)
   */
  async request(
    tx: Transaction,
    { tenantId, userId }: Person,
    graceDays: number,
    by: 'person' | 'tenant',
  ): Promise<ErasureDto> {
    const [user] = await tx.run(memberToErase, userId);
    // Anyone may have registered the address of another, whose data it names.
    const names = { email: user?.proven ? user.email : undefined };
    const erasure = await this.erasures.request(tx, { tenantId, userId }, names, graceDays);
    await this.audit.record(tx, { action: 'auth.user.erasure-requested', targetKind: 'user', targetId: userId });
    await this.jobs.add(tx, reconcileSessions, { tenantId, userId });
    await this.cache.within(tx, tenantId, memberTags(userId));
    const [deactivated] = await tx.run(deactivateMember, userId);
    if (!deactivated) {
      await this.confirm(tx, userId);
      return erasure;
    }
    // Who never proved the address is not written to.
    const told = user?.state === 'active' && graceDays > 0;
    const kind = by === 'person' ? 'own-erasure-requested' : 'erasure-requested';
    if (told) await this.mails.queue(tx, tenantId, { kind, userId });
    await this.given.withdraw(tx, tenantId, userId);
    const event = { type: 'auth.user.deactivated', version: 1, data: { userId } } as const;
    await this.events.publish<UserDeactivated>(tx, userId, event);
    return erasure;
  }

  /** @throws Problem `erasure_pending` (409) where the person has an erasure: who comes back would be erased all the same */
  async requireNone(tx: Transaction, userId: string): Promise<void> {
    if (await this.erasures.find(tx, userId)) throw membersProblems.erasure_pending({ id: userId });
  }

  /** Where the person asked for an erasure, it is from now on one of the actor in force, and the person's link is void. */
  async confirm(tx: Transaction, userId: string): Promise<void> {
    if (!(await this.erasures.confirm(tx, userId))) return;
    await this.tokens.void(tx, userId, 'cancel-erasure');
    await this.audit.record(tx, { action: 'auth.user.erasure-confirmed', targetKind: 'user', targetId: userId });
  }

  /** @throws Problem `erasure_link_invalid` (400) unless the person asked for the erasure, and nobody else since */
  async requireOwn(tx: Transaction, userId: string): Promise<void> {
    if (!(await this.erasures.ownDueAt(tx, userId))) throw membersProblems.erasure_link_invalid();
  }

  /** @throws Problem `erasure_not_found` (404), `erasure_begun` (409) */
  async cancel(tx: Transaction, userId: string): Promise<void> {
    await this.erasures.cancel(tx, userId);
    await this.tokens.void(tx, userId, 'cancel-erasure');
    await this.audit.record(tx, { action: 'auth.user.erasure-cancelled', targetKind: 'user', targetId: userId });
  }
}
