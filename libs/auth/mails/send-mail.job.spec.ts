import type { Mailer } from '#platform/mail';
import type { MailSource } from './mail-source.js';
import { SendMail, sendMail } from './send-mail.job.js';

it('mails of accounts wait while the mail server is away', () => {
  const waitsWhere = (suspended: boolean) => new SendMail({} as MailSource, { suspended } as Mailer).waits();
  expect([sendMail.mayWait, waitsWhere(true), waitsWhere(false)]).toEqual([true, true, false]);
});
