import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { type AuthMail, AuthMails, sendMail } from './auth-mails.js';

/** One job per mail. The job holds ids alone. */
@Injectable()
export class QueuedAuthMails extends AuthMails {
  constructor(private readonly jobs: Jobs) {
    super();
  }

  override async queue(tx: Transaction, tenantId: string, mail: AuthMail): Promise<void> {
    await this.jobs.add(tx, sendMail, { tenantId, ...mail });
  }
}
