import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Jobs } from '#platform/jobs';
import type { AuthMail } from './letter.js';
import { sendInvitation, sendMail } from './send-mail.job.js';

/** Queues mails. The job creates the secret of a link when it sends the mail, so no secret is stored in a queue. */
@Injectable()
export class AuthMails {
  constructor(private readonly jobs: Jobs) {}

  /** Queues a mail in the transaction of the change that it reports; it is sent after the commit. */
  async queue(tx: Transaction, tenantId: string, mail: AuthMail): Promise<void> {
    await this.jobs.add(tx, mail.kind === 'invitation' ? sendInvitation : sendMail, { tenantId, ...mail });
  }
}
