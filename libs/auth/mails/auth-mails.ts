import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { defineJob, type JobPayload, Jobs } from '#platform/jobs';

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
  | { readonly kind: 'invitation'; readonly invitationId: string };

export type SendMailPayload = JobPayload & AuthMail;

/** Renders and sends one mail. Eight tries over about four minutes outlast a restart of the mail server. */
export const sendMail = defineJob<SendMailPayload>('auth.send-mail', { tries: 8, backoffMs: 2000 });

/** Queues mails. The job creates the secret of a link when it sends the mail, so no secret is stored in a queue. */
@Injectable()
export class AuthMails {
  constructor(private readonly jobs: Jobs) {}

  /** Queues a mail in the transaction of the change that it reports; it is sent after the commit. */
  async queue(tx: Transaction, tenantId: string, mail: AuthMail): Promise<void> {
    await this.jobs.add(tx, sendMail, { tenantId, ...mail });
  }
}
