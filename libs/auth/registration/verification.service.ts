import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { emailTokensProblems } from '../email-tokens/email-tokens.errors.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { VerifiedUsers } from '../users/verified-users.js';

/** Proves addresses by the links that were mailed to them. */
@Injectable()
export class Verification {
  constructor(
    private readonly database: Database,
    private readonly tokens: EmailTokens,
    private readonly verified: VerifiedUsers,
  ) {}

  /**
   * @throws Problem `email_token_invalid` (400), also for a user who is no longer unverified; `quota_exceeded` (402)
   *   where the plan has no seat left, after which the link still works
   */
  async verify(tenantId: string, secret: string): Promise<void> {
    const userId = await this.tokens.holderOf(tenantId, secret, 'verify-email');
    if (!userId) throw emailTokensProblems.email_token_invalid();
    await this.database.transaction({ tenantId }, async (tx) => {
      // The user before the link: whoever deletes or takes over a user locks them in this order.
      const done = (await this.verified.verify(tx, userId)) && (await this.tokens.redeem(tx, secret, 'verify-email'));
      if (!done) throw emailTokensProblems.email_token_invalid();
    });
  }
}
