import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { makeToken, parseToken } from '../tokens/secret-token.js';
import { type EmailPurpose, insertToken, takeToken, tokenHolder, voidTokens } from './email-tokens.sql.js';

const validForMinutes: Readonly<Record<EmailPurpose, number>> = {
  'verify-email': 24 * 60,
  'reset-password': 60,
  // The longest grace period of an erasure; the link ends with that of its own.
  'cancel-erasure': 30 * 24 * 60,
};

/** The secrets in links that are mailed to users. Only their hashes are stored; each works once. */
@Injectable()
export class EmailTokens {
  constructor(private readonly database: Database) {}

  /**
   * Makes a secret for a user, valid for 24 hours to verify an address, for 1 hour to reset a password, and for 30 days to
   * cancel an erasure.
   *
   * @param until when it ends, where that is earlier
   */
  async issue(tx: Transaction, userId: string, purpose: EmailPurpose, until: Date | null = null): Promise<string> {
    const { id, hash, text } = makeToken(newId());
    await tx.run(insertToken, id, userId, purpose, hash, validForMinutes[purpose], until);
    return text;
  }

  /** The id of the user whose secret this is, without using it up; undefined where it is unknown, used or expired. */
  async holderOf(tenantId: string, secret: string, purpose: EmailPurpose): Promise<string | undefined> {
    const token = parseToken(secret);
    if (!token) return undefined;
    const [row] = await this.database.read({ tenantId }, tokenHolder, token.id, token.hash, purpose);
    return row?.userId;
  }

  /** The id of the user whose secret this is; voids all their secrets for the purpose. Undefined where it is unknown, used or expired. */
  async redeem(tx: Transaction, secret: string, purpose: EmailPurpose): Promise<string | undefined> {
    const token = parseToken(secret);
    if (!token) return undefined;
    const [row] = await tx.run(takeToken, token.id, token.hash, purpose);
    if (row) await this.void(tx, row.userId, purpose);
    return row?.userId;
  }

  /** Voids all secrets of a user for the purpose. */
  async void(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<void> {
    await tx.run(voidTokens, userId, purpose);
  }
}
