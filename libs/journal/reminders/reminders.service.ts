import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { type AtVersion, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import { journalProblems } from '../journal.errors.js';
import { Journals } from '../journals/journals.js';
import { clockInForce } from '../profile/profile.sql.js';
import { TenantTimeZones } from '../profile/tenant-time-zones.js';
import { nextOccurrence } from './next-occurrence.js';
import type { ReminderContentDto, ReminderDto } from './reminders.dto.js';
import {
  deleteReminder,
  insertReminder,
  lockReminders,
  MOST_REMINDERS,
  reminderList,
  reminderVersion,
  rescheduleReminders,
  updateReminder,
} from './reminders.sql.js';

/** By what clock a reminder is due: that of the database, which also says what is due, in a time zone. */
interface Clock {
  readonly zone: string;
  readonly now: Date;
}

/** Keeps when persons want to be reminded. */
@Injectable()
export class RemindersService {
  constructor(
    private readonly database: Database,
    private readonly journals: Journals,
    private readonly zones: TenantTimeZones,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(person: Person, query: ListQuery): Promise<ListAnswer<ReminderDto>> {
    return readList(rowsOfPerson(this.database, person), reminderList, query);
  }

  /** @throws Problem `too_many_reminders` (409) */
  async create(person: Person, content: ReminderContentDto): Promise<ReminderDto> {
    const { tenantId, userId } = person;
    return this.byClock(person, async (tx, clock) => {
      const [row] = await tx.run(insertReminder, tenantId, userId, newId(), ...chosen(content, clock));
      if (!row) throw journalProblems.too_many_reminders({ most: MOST_REMINDERS });
      return row;
    });
  }

  /**
   * Replaces a reminder, which is sent next at its first time from now on.
   *
   * @throws Problem `reminder_not_found` (404), `precondition_failed` (412)
   */
  replace(person: Person, { id, versions }: AtVersion, content: ReminderContentDto): Promise<ReminderDto> {
    return this.byClock(person, async (tx, clock) => {
      const [row] = await tx.run(updateReminder, id, versions ?? null, ...chosen(content, clock));
      if (!row)
        refuseChange((await tx.run(reminderVersion, id))[0], versions, journalProblems.reminder_not_found({ id }));
      return row;
    });
  }

  /**
   * Deletes a reminder. A mail of it that is queued is not sent.
   *
   * @throws Problem `reminder_not_found` (404), `precondition_failed` (412)
   */
  async delete(person: Person, { id, versions }: AtVersion): Promise<void> {
    await this.database.transaction(person, async (tx) => {
      const [row] = await tx.run(deleteReminder, id, versions ?? null);
      if (!row)
        refuseChange((await tx.run(reminderVersion, id))[0], versions, journalProblems.reminder_not_found({ id }));
    });
  }

  /** Has the reminders of a person sent by the clocks of another time zone. @param tx with their journal locked */
  async reschedule(tx: Transaction, zone: string): Promise<void> {
    const reminders = await tx.run(lockReminders);
    if (reminders.length === 0) return;
    await tx.run(
      rescheduleReminders,
      reminders.map(({ id }) => id),
      reminders.map((reminder) => nextOccurrence(reminder, zone, reminder.now)),
    );
  }

  /** Under the lock of the journal, so that the time zone stays and reminders are counted one by one. */
  private async byClock<T>(person: Person, work: (tx: Transaction, clock: Clock) => Promise<T>): Promise<T> {
    const ofTenant = await this.zones.of(person.tenantId);
    return this.database.transaction(person, async (tx) => {
      await this.journals.lock(tx, person, 0);
      const [clock] = await tx.run(clockInForce);
      const { timeZone, now } = clock as NonNullable<typeof clock>;
      return work(tx, { zone: timeZone ?? ofTenant, now });
    });
  }
}

/** The columns of what a person chose. */
function chosen({ time, weekdays, channels = ['mail'], enabled = true }: ReminderContentDto, { zone, now }: Clock) {
  const nextAt = enabled ? nextOccurrence({ time, weekdays }, zone, now) : null;
  return [time, [...weekdays].sort(), channels, nextAt] as const;
}
