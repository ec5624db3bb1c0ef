import type { Transaction } from '#platform/database';

/** What a link in a mail lets its reader do. */
export type EmailPurpose = 'verify-email' | 'reset-password';

/** The secrets in links that are mailed to users. Only their hashes are kept; each works once. */
export abstract class EmailTokens {
  /** A new secret for a user, valid for 24 hours to verify an address and for 1 hour to reset a password. */
  abstract issue(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<string>;
  /** Whose secret this is, which goes on to work; undefined where it is unknown, used or expired. */
  abstract holderOf(tenantId: string, secret: string, purpose: EmailPurpose): Promise<string | undefined>;
  /** Whose secret this is, and voids all of theirs for the purpose; undefined where it is unknown, used or expired. */
  abstract redeem(tx: Transaction, secret: string, purpose: EmailPurpose): Promise<string | undefined>;
  /** Voids all of a user for the purpose. */
  abstract void(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<void>;
}
