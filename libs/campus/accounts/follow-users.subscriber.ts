import { Injectable } from '@nestjs/common';
import { provenUser } from '#auth';
import type { UserDeleted, UserRegistered, UserVerified } from '#auth/events';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { ProductContexts, TenantDirectory } from '#platform/tenancy';
import { accounts, lockAccounts, personKinds } from './accounts.sql.js';
import { linkProven } from './link-accounts.js';

/** Links the people who have the address of a user, once it is proven. Who registers has not proven it; who was invited has. */
@Injectable()
@Subscribes<UserRegistered>('auth.user.registered', 1, 'campus.link-registered')
@Subscribes<UserVerified>('auth.user.verified', 1, 'campus.link-verified')
export class LinksUsers implements Subscriber<UserRegistered | UserVerified> {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
  ) {}

  async handle({ tenantId, data }: DomainEvent<UserRegistered | UserVerified>, tx: Transaction): Promise<void> {
    const tenant = this.directory.byId(tenantId);
    // Events are those of all tenants.
    if (!tenant || !this.products.includes(tenant.product, 'campus')) return;
    const user = await provenUser(tx, data.userId);
    if (!user) return;
    await tx.run(lockAccounts, tenantId);
    for (const kind of personKinds) await tx.run(accounts[kind].link, [user.email], [user.id]);
  }
}

/** Ends the links to a user who is deleted. */
@Injectable()
@Subscribes<UserDeleted>('auth.user.deleted', 1, 'campus.unlink-deleted')
export class UnlinksUsers implements Subscriber<UserDeleted> {
  async handle({ tenantId, data }: DomainEvent<UserDeleted>, tx: Transaction): Promise<void> {
    await tx.run(lockAccounts, tenantId);
    for (const kind of personKinds) {
      const left = await tx.run(accounts[kind].unlinkUser, data.userId);
      // Somebody may have got the address meanwhile, whose event found the former link.
      const emails = left.map(({ email }) => email);
      if (emails.length > 0) await linkProven(tx, kind, emails);
    }
  }
}
