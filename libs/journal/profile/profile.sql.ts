import { statement } from '#platform/database';
import { dataKey } from '../journals/journals.sql.js';
import type { JournalProfileDto } from './profile.dto.js';

export interface ProfileRow extends Omit<JournalProfileDto, 'nickname'> {
  readonly version: number;
  readonly timeZone: string | null;
  /** Sealed. */
  readonly nickname: Buffer | null;
  /** The key of the journal, sealed. */
  readonly dataKey: Buffer;
}

const columns = `version, nickname, time_zone as "timeZone", week_start as "weekStart",
    sync_batch_size as "syncBatchSize", ${dataKey} as "dataKey"`;

/** The profile of the person in force; none where they chose nothing. */
export const profileInForce = statement<ProfileRow, []>('journal.profiles.in-force')`
  select ${columns} from journal.profiles`;

/** By which calendar the person in force lives; no row where they chose nothing. */
export const calendarInForce = statement<Pick<ProfileRow, 'timeZone' | 'weekStart'>>('journal.profiles.calendar')`
  select time_zone as "timeZone", week_start as "weekStart" from journal.profiles`;

/**
 * By which clock the person in force lives, and what time it is for the database: later than `now()`, which is when the
 * transaction began, where it waited for the journal.
 */
export const clockInForce = statement<{ readonly timeZone: string | null; readonly now: Date }>(
  'journal.profiles.clock',
)`
  select p.time_zone as "timeZone", clock_timestamp() as now
    from (values (1)) as person left join journal.profiles p on true`;

/** Writes a profile in place of the one that there may be. @param nickname sealed, in base64 */
export const writeProfile = statement<
  ProfileRow,
  [
    tenantId: string,
    userId: string,
    nickname: string | null,
    timeZone: string | null,
    weekStart: string,
    syncBatchSize: number,
  ]
>('journal.profiles.write')`
  insert into journal.profiles as p (tenant_id, user_id, version, nickname, time_zone, week_start, sync_batch_size)
    values ($1, $2, 1, decode($3, 'base64'), $4, $5, $6)
    on conflict (tenant_id, user_id) do update set version = p.version + 1, nickname = excluded.nickname,
      time_zone = excluded.time_zone, week_start = excluded.week_start, sync_batch_size = excluded.sync_batch_size,
      updated_at = now()
    returning ${columns}`;
