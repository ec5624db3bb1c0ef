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

  /** @throws Problem `email_token_invalid` (400), also for a user who is no longer unverified */
  async verify(tenantId: string, secret: string): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      const userId = await this.tokens.redeem(tx, secret, 'verify-email');
      if (!userId || !(await this.verified.verify(tx, userId))) throw emailTokensProblems.email_token_invalid();
    });
  }
}
