import type { Transaction } from '#platform/database';

/** What a link in a mail lets its reader do. */
export type EmailPurpose = 'verify-email' | 'reset-password';

/** The secrets in links that are mailed to users. Only their hashes are stored; each works once. */
export abstract class EmailTokens {
  /** Makes a secret for a user, valid for 24 hours to verify an address and for 1 hour to reset a password. */
  abstract issue(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<string>;
  /** The id of the user whose secret this is, without using it up; undefined where it is unknown, used or expired. */
  abstract holderOf(tenantId: string, secret: string, purpose: EmailPurpose): Promise<string | undefined>;
  /** The id of the user whose secret this is; voids all their secrets for the purpose. Undefined where it is unknown, used or expired. */
  abstract redeem(tx: Transaction, secret: string, purpose: EmailPurpose): Promise<string | undefined>;
  /** Voids all secrets of a user for the purpose. */
  abstract void(tx: Transaction, userId: string, purpose: EmailPurpose): Promise<void>;
}
