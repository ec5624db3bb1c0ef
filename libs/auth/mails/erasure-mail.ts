import { Global, Injectable, Module } from '@nestjs/common';
import { ErasureNotice, ErasureReceipts, type Person } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { isRefusedForGood, Mailer, MailModule } from '#platform/mail';
import { AuthModule } from '../auth.module.js';
import { MailSource } from './mail-source.js';
import { renderMail } from './render-mail.js';

/** Mails a person the link to the receipt before their address goes: at once, since a queue would have to keep the address. */
@Injectable()
export class ErasureMail extends ErasureNotice {
  constructor(
    private readonly database: Database,
    private readonly source: MailSource,
    private readonly mailer: Mailer,
    private readonly receipts: ErasureReceipts,
  ) {
    super();
  }

  override async tell({ tenantId, userId }: Person): Promise<void> {
    const letter = await this.source.letterOf({ kind: 'erasure-begun', tenantId, userId });
    if (!letter) return;
    try {
      await this.mailer.send({ id: `erasure-${tenantId}-${userId}`, ...renderMail(letter) });
    } catch (error) {
      if (isRefusedForGood(error)) return;
      throw error;
    }
    await this.database.transaction({ tenantId }, (tx) => this.receipts.linkSent(tx, userId));
  }
}

/** Supplies the notice to the job that erases persons, and the data of mails to the jobs that send the others. */
@Global()
@Module({
  imports: [AuthModule, MailModule],
  providers: [MailSource, { provide: ErasureNotice, useClass: ErasureMail }],
  exports: [ErasureNotice, MailSource],
})
export class ErasureMailModule {}
