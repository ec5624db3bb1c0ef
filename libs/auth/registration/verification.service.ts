import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Tenant } from '#platform/tenancy';
import { emailTokensProblems } from '../email-tokens/email-tokens.errors.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { aboutUser } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { Users } from '../users/users.js';
import { VerifiedUsers } from '../users/verified-users.js';

/** Verifies addresses by mailed links. */
@Injectable()
export class Verification {
  constructor(
    private readonly database: Database,
    private readonly tokens: EmailTokens,
    private readonly verified: VerifiedUsers,
    private readonly users: Users,
    private readonly passwords: Passwords,
  ) {}

  /**
   * @param password takes the place of the registered one, which a stranger may have chosen; undefined to keep that
   * @param network where the request comes from
   * @throws Problem `email_token_invalid` (400), also for a user who is no longer unverified; `weak_password` (400),
   *   `sign_in_busy` (503), and `quota_exceeded` (402) where the plan has no seat left, after which the link still works
   */
  async verify(tenant: Tenant, secret: string, password: string | undefined, network: string): Promise<void> {
    const tenantId = tenant.id;
    const userId = await this.tokens.holderOf(tenantId, secret, 'verify-email');
    const user = userId && (await this.users.byId(tenantId, userId));
    if (!user) throw emailTokensProblems.email_token_invalid();
    if (password !== undefined) await this.passwords.check(password, aboutUser(user, tenant));
    const hash = password === undefined ? undefined : await this.passwords.hash(password, { tenantId, network });
    await this.database.transaction({ tenantId }, async (tx) => {
      // The user's row before the token: deleting and taking over a user lock in the same order.
      const done = (await this.verified.verify(tx, user.id)) && (await this.tokens.redeem(tx, secret, 'verify-email'));
      if (!done) throw emailTokensProblems.email_token_invalid();
      if (hash) await this.users.setPassword(tx, user.id, hash, 'chosen');
    });
  }
}
