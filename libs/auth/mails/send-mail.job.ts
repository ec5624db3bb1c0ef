import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Mailer } from '#platform/mail';
import type { AuthMail } from './letter.js';
import { MailSource } from './mail-source.js';
import { renderMail } from './render-mail.js';

/** Eight tries over about four minutes, for a server that asks to come back later. Mails wait for one that is away. */
const patient = { tries: 8, backoffMs: 2000, mayWait: true } as const;

export const sendMail = defineJob<JobPayload & AuthMail>('auth.send-mail', patient);

/** A queue apart: a tenant may invite many thousands at once, and the mails that its users ask for do not wait behind them. */
export const sendInvitation = defineJob<JobPayload & AuthMail>('auth.send-invitation', patient);

/** Sends a mail if its recipient still exists. A retry may send it twice, under the same message id. */
@HandlesJob(sendMail)
export class SendMail implements JobHandler<JobPayload & AuthMail> {
  constructor(
    private readonly source: MailSource,
    private readonly mailer: Mailer,
  ) {}

  waits(): boolean {
    return this.mailer.suspended;
  }

  async run(payload: JobPayload & AuthMail, { id }: JobContext): Promise<undefined> {
    const letter = await this.source.letterOf(payload);
    if (letter) await this.mailer.send({ id, ...renderMail(letter) });
  }
}

/** Sends an invitation, as other mails. */
@HandlesJob(sendInvitation)
export class SendInvitation implements JobHandler<JobPayload & AuthMail> {
  constructor(private readonly mails: SendMail) {}

  waits(): boolean {
    return this.mails.waits();
  }

  run(payload: JobPayload & AuthMail, context: JobContext): Promise<undefined> {
    return this.mails.run(payload, context);
  }
}
