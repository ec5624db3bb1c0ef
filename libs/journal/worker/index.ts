import { Module } from '@nestjs/common';
import { MailModule } from '#platform/mail';
import { JournalModule } from '../journal.module.js';
import { MailsReminder } from '../reminders/mail-reminder.job.js';
import { SendDueReminders } from '../reminders/send-due-reminders.job.js';

/** The jobs of the journal. */
@Module({ imports: [JournalModule, MailModule], providers: [MailsReminder, SendDueReminders] })
export class JournalWorkerModule {}
