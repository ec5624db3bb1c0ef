import { mailText, PersonMails } from '#auth';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, NotNow } from '#platform/jobs';
import { Mailer } from '#platform/mail';
import { forgetMailed, noteMailed } from './sending.sql.js';

interface MailReminder extends JobPayload, Person {
  readonly id: string;
  /** Of the reminder when it was due. */
  readonly version: number;
  /** RFC 3339. */
  readonly dueAt: string;
}

export const mailReminder = defineJob<MailReminder>('journal.mail-reminder', { mayWait: true });

/** Whoever sees the mail learns no more than that there is an account. */
const words = {
  en: mailText(
    'Your reminder from {tenant}',
    'You asked {tenant} to remind you at this time.',
    'To stop these mails, turn the reminder off or delete it in the application, under Reminders.',
  ),
  fr: mailText(
    'Votre rappel de {tenant}',
    'Vous avez demandé à {tenant} un rappel à cette heure.',
    'Pour ne plus recevoir ces messages, désactivez ou supprimez le rappel dans l’application, sous Rappels.',
  ),
};

/**
 * Mails a reminder, unless its person changed or deleted it meanwhile or is no active user any more. That it is mailed is noted
 * before the mail is handed over: where that fails midway, this one is lost rather than sent twice. Where the server is away, the note
 * is taken back, and the mail waits.
 */
@HandlesJob(mailReminder)
export class MailsReminder implements JobHandler<MailReminder> {
  constructor(
    private readonly database: Database,
    private readonly mails: PersonMails,
    private readonly mailer: Mailer,
  ) {}

  waits(): boolean {
    return this.mailer.suspended;
  }

  async run(
    { tenantId, userId, id, version, dueAt }: MailReminder,
    { id: mailId }: JobContext,
  ): Promise<{ mailed: boolean }> {
    const mail = await this.mails.compose({ tenantId, userId }, words);
    if (!mail) return { mailed: false };
    const noted = await this.database.transaction({ tenantId, userId }, (tx) => tx.run(noteMailed, id, version, dueAt));
    if (noted.length === 0) return { mailed: false };
    try {
      await this.mailer.send({ id: mailId, ...mail });
    } catch (error) {
      const unsent = error instanceof NotNow;
      if (unsent) await this.database.transaction({ tenantId, userId }, (tx) => tx.run(forgetMailed, id, dueAt));
      throw error;
    }
    return { mailed: true };
  }
}
