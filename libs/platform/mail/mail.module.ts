import { Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { FolderMailer } from './folder-mailer.js';
import { Mailer } from './mail.js';

/** How mails leave this process: by the server of `MAIL_URL`, else into a folder. */
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [Settings],
      useFactory: async (settings: Settings) => {
        if (!settings.mailUrl) return new FolderMailer(settings);
        // Loaded where there is a server: it brings all of nodemailer along.
        const { SmtpMailer } = await import('./smtp-mailer.js');
        return new SmtpMailer(settings);
      },
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
