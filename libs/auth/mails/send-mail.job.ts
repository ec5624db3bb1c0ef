import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { Mailer } from '#platform/mail';
import { type SendMailPayload, sendMail } from './auth-mails.js';
import { MailSource } from './mail-source.js';
import { renderMail } from './render-mail.js';

/** Sends a mail if its recipient still exists. A retry may send it twice, under the same message id. */
@HandlesJob(sendMail)
export class SendMail implements JobHandler<SendMailPayload> {
  constructor(
    private readonly source: MailSource,
    private readonly mailer: Mailer,
  ) {}

  async run(payload: SendMailPayload, { id }: JobContext): Promise<undefined> {
    const letter = await this.source.letterOf(payload);
    if (letter) await this.mailer.send({ id, ...renderMail(letter) });
  }
}
