import type { Person } from '#platform/access';
import { statement } from '#platform/database';
import type { Recurrence } from './next-occurrence.js';
import type { Channel } from './reminders.dto.js';

/** How late a reminder is sent, at most: after it, it waits for its next time. */
const LATEST = '1 hour';

/** The reminders of all tenants that are due. */
export const dueReminders = statement<Person & { readonly id: string }, [most: number]>('journal.reminders.due')`
  select tenant_id as "tenantId", user_id as "userId", id from journal.due_reminders($1)`;

/** A reminder that was due a moment ago. */
export interface LockedReminder extends Recurrence {
  readonly channels: readonly Channel[];
  /** Null where it is off. */
  readonly nextAt: Date | null;
  /** Whether it is still due. */
  readonly due: boolean | null;
  readonly version: number;
  /** The time of the database. */
  readonly now: Date;
  readonly late: boolean | null;
  /** Null for that of the tenant. */
  readonly timeZone: string | null;
}

/** Locks a reminder; no row where it is being sent or changed. */
export const lockReminder = statement<LockedReminder, [id: string]>('journal.reminders.lock')`
  select r.local_time as "time", r.weekdays, r.channels, r.version, r.next_at as "nextAt", r.next_at <= now() as due, now() as now,
      r.next_at < now() - interval '${LATEST}' as late, p.time_zone as "timeZone"
    from journal.reminders r left join journal.profiles p on p.tenant_id = r.tenant_id and p.user_id = r.user_id
    where r.id = $1 for update of r skip locked`;

export const advanceReminder = statement<object, [id: string, nextAt: Date]>('journal.reminders.advance')`
  update journal.reminders set next_at = $2 where id = $1`;

/** Notes that a reminder is mailed for one of its times; no row where it was, is off, was changed since, or is late. */
export const noteMailed = statement<object, [id: string, version: number, dueAt: string]>(
  'journal.reminders.note-mailed',
)`
  update journal.reminders set mailed_for = $3::timestamptz
    where id = $1 and version = $2 and next_at is not null
      and (mailed_for is null or mailed_for < $3::timestamptz) and $3::timestamptz > now() - interval '${LATEST}'
    returning id`;

/** Takes back the note that a reminder is mailed for a time. Those of earlier times stay. */
export const forgetMailed = statement<object, [id: string, dueAt: string]>('journal.reminders.forget-mailed')`
  update journal.reminders set mailed_for = $2::timestamptz - interval '1 ms'
    where id = $1 and mailed_for = $2::timestamptz`;
