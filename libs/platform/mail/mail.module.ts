import { Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { FolderMailer } from './folder-mailer.js';
import { Mailer } from './mail.js';
import { SmtpMailer } from './smtp-mailer.js';

/** How mails leave this process: by the server of `MAIL_URL`, else into a folder. */
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [Settings],
      useFactory: (settings: Settings) => (settings.mailUrl ? new SmtpMailer(settings) : new FolderMailer(settings)),
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
