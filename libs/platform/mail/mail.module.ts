import { Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { FolderMailer } from './folder-mailer.js';
import { Mailer } from './mail.js';

/** Sends mails by the server of `MAIL_URL`, or writes them to a folder without one. */
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [Settings],
      useFactory: async (settings: Settings) => {
        if (!settings.mailUrl) return new FolderMailer(settings);
        // Loaded only with a server, because it loads all of nodemailer.
        const { SmtpMailer } = await import('./smtp-mailer.js');
        return new SmtpMailer(settings);
      },
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
