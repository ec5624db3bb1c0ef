import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { makeToken, parseToken } from './email-token.js';
import { type EmailPurpose, EmailTokens } from './email-tokens.js';
import { insertToken, takeToken, tokenHolder, voidTokens } from './email-tokens.sql.js';

const validForMinutes: Readonly<Record<EmailPurpose, number>> = { 'verify-email': 24 * 60, 'reset-password': 60 };

/** E-mail tokens as rows of PostgreSQL. */
@Injectable()
export class StoredEmailTokens extends EmailTokens {
  constructor(private readonly database: Database) {
    super();
  }

  override async issue(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<string> {
    const { id, hash, secret } = makeToken();
    await tx.run(insertToken, id, userId, purpose, hash, validForMinutes[purpose]);
    return secret;
  }

  override async holderOf(tenantId: string, secret: string, purpose: EmailPurpose): Promise<string | undefined> {
    const token = parseToken(secret);
    if (!token) return undefined;
    const [row] = await this.database.read({ tenantId }, tokenHolder, token.id, token.hash, purpose);
    return row?.userId;
  }

  override async redeem(tx: Transaction, secret: string, purpose: EmailPurpose): Promise<string | undefined> {
    const token = parseToken(secret);
    if (!token) return undefined;
    const [row] = await tx.run(takeToken, token.id, token.hash, purpose);
    if (row) await this.void(tx, row.userId, purpose);
    return row?.userId;
  }

  override async void(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<void> {
    await tx.run(voidTokens, userId, purpose);
  }
}
