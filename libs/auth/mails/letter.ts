import type { Locale } from '#platform/problems';
import type { Branding } from '#tenants';
import type { AuthMail } from './auth-mails.js';

/** All that a mail is made of. */
export interface Letter {
  readonly kind: AuthMail['kind'];
  readonly to: string;
  /** Undefined where nobody gave one. */
  readonly name: string | undefined;
  readonly locale: Locale;
  /** Undefined where there is nothing to open. */
  readonly link: string | undefined;
  readonly sender: { readonly name: string; readonly mailbox: string };
  readonly branding: Branding;
}
