import type { Transaction } from '#platform/database';

/** The mails of this context: what is said, and to whom. */
export type AuthMail =
  | { readonly kind: 'verify-email'; readonly userId: string }
  /** Someone registered with the address of a user who is there already. */
  | { readonly kind: 'account-exists'; readonly userId: string }
  /** Someone registered once more with an address that nobody has proven yet. */
  | { readonly kind: 'choose-password'; readonly userId: string }
  | { readonly kind: 'reset-password'; readonly userId: string }
  | { readonly kind: 'password-changed'; readonly userId: string }
  | { readonly kind: 'new-device'; readonly userId: string }
  | { readonly kind: 'invitation'; readonly invitationId: string };

/** Has mails written and sent after the commit: the job makes the secret of a link, so none waits in a queue. */
export abstract class AuthMails {
  /** Queues a mail in the transaction of what it tells. */
  abstract queue(tx: Transaction, tenantId: string, mail: AuthMail): Promise<void>;
}
