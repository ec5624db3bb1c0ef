import { deleteRowOf, statement, versionIn } from '#platform/database';
import { declareList, text, uuid } from '#platform/lists';
import type { Recurrence } from './next-occurrence.js';
import type { ReminderDto } from './reminders.dto.js';

/** The reminders that a person may have. */
export const MOST_REMINDERS = 10;

const columns = `id, local_time as "time", weekdays, next_at is not null as enabled, channels, next_at as "nextAt", version,
    created_at as "createdAt", updated_at as "updatedAt"`;

/** The reminders of the person in force. */
export const reminderList = declareList<ReminderDto, 'time'>({
  name: 'journal.reminders',
  columns,
  from: 'journal.reminders',
  sorts: { time: { keys: [text('local_time', 'time'), uuid('id', 'id')] } },
});

export const reminderVersion = versionIn('journal.reminders');

/** What a person chooses of a reminder. */
type Chosen = [time: string, weekdays: readonly number[], channels: readonly string[], nextAt: Date | null];

/** No row where the person has as many as they may. The journal is locked. */
export const insertReminder = statement<ReminderDto, [tenantId: string, userId: string, id: string, ...Chosen]>(
  'journal.reminders.insert',
)`
  insert into journal.reminders (tenant_id, user_id, id, version, local_time, weekdays, channels, next_at)
    select $1, $2, $3, 1, $4, $5, $6, $7
    where (select count(*) from journal.reminders) < ${MOST_REMINDERS} returning ${columns}`;

/** No row where it is at another version, or does not exist. */
export const updateReminder = statement<ReminderDto, [id: string, versions: readonly number[] | null, ...Chosen]>(
  'journal.reminders.update',
)`
  update journal.reminders set version = version + 1, local_time = $3, weekdays = $4, channels = $5, next_at = $6,
      updated_at = now()
    where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${columns}`;

export const deleteReminder = deleteRowOf('journal.reminders');

/** Locks the reminders of the person in force that are on, and says what time it is for the database. */
export const lockReminders = statement<Recurrence & { readonly id: string; readonly now: Date }, []>(
  'journal.reminders.lock-all',
)`
  select id, local_time as "time", weekdays, clock_timestamp() as now
    from journal.reminders where next_at is not null for update`;

export const rescheduleReminders = statement<object, [ids: readonly string[], nextAt: readonly Date[]]>(
  'journal.reminders.reschedule',
)`
  update journal.reminders r set next_at = n.next_at
    from unnest($1::uuid[], $2::timestamptz[]) as n (id, next_at) where r.id = n.id`;
