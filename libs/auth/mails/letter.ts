import type { Locale } from '#platform/problems';
import type { Branding } from '#tenants';
import type { AuthMail } from './auth-mails.js';

/** The data from which a mail is rendered. */
export interface Letter {
  readonly kind: AuthMail['kind'];
  readonly to: string;
  /** Undefined where no verified name is known. */
  readonly name: string | undefined;
  readonly locale: Locale;
  /** Undefined for mails without a link. */
  readonly link: string | undefined;
  readonly sender: { readonly name: string; readonly mailbox: string };
  readonly branding: Branding;
}
