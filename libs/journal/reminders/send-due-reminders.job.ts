import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, Jobs } from '#platform/jobs';
import { Realtime, topicOf } from '#platform/realtime';
import { TenantTimeZones } from '../profile/tenant-time-zones.js';
import { mailReminder } from './mail-reminder.job.js';
import { nextOccurrence } from './next-occurrence.js';
import { advanceReminder, dueReminders, lockReminder } from './sending.sql.js';

/** Reminders of one run, at most. */
const MOST = 2000;

const sendDueReminders = defineJob('journal.send-due-reminders', { everyMs: 60_000 });

/**
 * Sends the reminders that are due. In one transaction a reminder gets its next time and its mail is queued, so that a crash
 * neither loses nor repeats it. One that is more than an hour late is not sent: it waits for its next time.
 */
@HandlesJob(sendDueReminders)
export class SendDueReminders implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly realtime: Realtime,
    private readonly zones: TenantTimeZones,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<object> {
    const due = await this.database.read({ tenantId: platform }, dueReminders, MOST);
    let [sent, failed] = [0, 0];
    for (const [tenantId, ofTenant] of Map.groupBy(due, (reminder) => reminder.tenantId)) {
      const zone = await this.zones.of(tenantId);
      for (const { userId, id } of ofTenant) {
        if (signal.aborted) return { sent };
        // Those of others do not wait for one that cannot be sent.
        await this.send({ tenantId, userId }, id, zone).then(
          (done) => (sent += Number(done)),
          () => (failed += 1),
        );
      }
    }
    if (failed > 0) throw new Error(`${failed} of ${due.length} reminders could not be sent; they are tried again.`);
    return { sent };
  }

  /** @returns whether it is sent */
  private send(person: Person, id: string, zoneOfTenant: string): Promise<boolean> {
    return this.database.transaction(person, async (tx) => {
      const [reminder] = await tx.run(lockReminder, id);
      if (!reminder?.due || !reminder.nextAt) return false;
      const { channels, nextAt, version, now, late, timeZone } = reminder;
      // By the clock of the database, which says what is due.
      await tx.run(advanceReminder, id, nextOccurrence(reminder, timeZone ?? zoneOfTenant, now));
      if (late) return false;
      if (channels.includes('mail'))
        await this.jobs.add(tx, mailReminder, { ...person, id, version, dueAt: nextAt.toISOString() });
      if (channels.includes('event')) {
        const topic = topicOf.user(person.tenantId, person.userId);
        this.realtime.publish(tx, topic, { name: 'journal.reminder', data: { id } });
      }
      return true;
    });
  }
}
