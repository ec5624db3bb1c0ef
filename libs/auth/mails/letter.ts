import type { Locale } from '#platform/problems';
import type { Branding } from '#tenants';

/** The mails of this context: the kind, and the recipient. */
export type AuthMail =
  | { readonly kind: 'verify-email'; readonly userId: string }
  /** Someone registered with the address of a user who exists already. */
  | { readonly kind: 'account-exists'; readonly userId: string }
  /** Someone registered again with an address that is still unverified. */
  | { readonly kind: 'choose-password'; readonly userId: string }
  | { readonly kind: 'reset-password'; readonly userId: string }
  | { readonly kind: 'password-changed'; readonly userId: string }
  | { readonly kind: 'new-device'; readonly userId: string }
  /** A personal key was created: one that acts as the user. */
  | { readonly kind: 'key-created'; readonly userId: string; readonly keyId: string }
  /** An administrator asked for the erasure of the user. */
  | { readonly kind: 'erasure-requested'; readonly userId: string }
  /** The user asked for it, and may cancel it. */
  | { readonly kind: 'own-erasure-requested'; readonly userId: string }
  /** The erasure of the user begins. */
  | { readonly kind: 'erasure-begun'; readonly userId: string }
  /** A webhook of the tenant was disabled by itself. */
  | { readonly kind: 'webhook-disabled'; readonly userId: string }
  | { readonly kind: 'invitation'; readonly invitationId: string };

/** The data from which a mail is rendered. */
export interface Letter {
  readonly kind: AuthMail['kind'];
  readonly to: string;
  /** Undefined where no verified name is known. */
  readonly name: string | undefined;
  readonly locale: Locale;
  /** Undefined for mails without a link. */
  readonly link: string | undefined;
  /** The key that a mail is about. */
  readonly key?: { readonly name: string; readonly createdAt: Date } | undefined;
  readonly sender: { readonly name: string; readonly mailbox: string };
  readonly branding: Branding;
}
