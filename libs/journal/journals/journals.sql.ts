import { statement } from '#platform/database';
import { personKey } from '#platform/person-keys';

/** The purpose of the key that seals the texts and files of a journal. */
export const JOURNAL_KEY = 'journal.data-key';

/** The key of the journal in force, sealed, as a column; empty before it is opened. */
export const dataKey = personKey(JOURNAL_KEY);

export interface LockedJournal {
  /** The number of the last of the changes that the lock is taken for. */
  readonly position: number;
  readonly dataKey: Buffer;
  /** The first day of which entries are kept. */
  readonly keptSince: string;
  /** At least what its texts take, with those for which the lock is taken; null while nobody has counted them. */
  readonly textBytes: number | null;
}

/**
 * Locks the journal for so many changes, with so many bytes of texts. Whoever reads a position then reads every change before it, since those who make
 * one wait here for each other until they have committed.
 */
export const lockJournal = statement<
  LockedJournal,
  [tenantId: string, userId: string, changes: number, textBytes: number]
>('journal.journals.lock')`
  update journal.journals set position = position + $3, text_bytes = text_bytes + $4::bigint
    where tenant_id = $1 and user_id = $2
    returning position, ${dataKey} as "dataKey", text_bytes::float8 as "textBytes", (now() - platform.retention_of('journal.entries', $1))::date as "keptSince"`;

/** The bytes of all texts of the person in force: each is sealed with 29 bytes more. */
export const countTexts = statement<{ bytes: number }>('journal.journals.count-texts')`
  select coalesce(sum(bytes), 0)::float8 as bytes from (
      select octet_length(reflection) - 29 from journal.entries where reflection is not null
      union all select octet_length(reflection) - 29 from journal.entry_versions where reflection is not null
      union all select octet_length(note) - 29 from journal.relapses where note is not null
      union all select octet_length(name) - 29 from journal.addictions where name is not null
      union all select octet_length(motivation) - 29 from journal.addictions where motivation is not null
    ) as texts (bytes)`;

export const setTextBytes = statement<object, [tenantId: string, userId: string, bytes: number]>(
  'journal.journals.set-text-bytes',
)`
  update journal.journals set text_bytes = $3::bigint where tenant_id = $1 and user_id = $2`;

/** The journal of the person in force, as it would be if nobody wrote; before it is opened, at 0 and with an empty key. */
export const journalInForce = statement<Pick<LockedJournal, 'position' | 'keptSince' | 'dataKey'>, [tenantId: string]>(
  'journal.journals.in-force',
)`
  select coalesce(position, 0) as position, ${dataKey} as "dataKey",
      (now() - platform.retention_of('journal.entries', $1))::date as "keptSince"
    from (values (1)) as person left join journal.journals on true`;

/** Opens the journal of a person, unless it is open; its key is there. The version before reads the key with the journal. */
export const openJournal = statement<object, [tenantId: string, userId: string]>('journal.journals.open')`
  insert into journal.journals (tenant_id, user_id, data_key) values ($1, $2, ${dataKey}) on conflict do nothing`;

/**
 * Which history the database has: another one after a backup was restored, which makes a database anew, after a recovery to
 * some time, and after a standby took over, which begin a timeline anew. What was committed before may be lost then.
 */
export const databaseHistory = statement<{ readonly history: string }, []>('journal.sync.database-history')`
  select concat_ws('.', (select system_identifier from pg_control_system()),
      (select oid from pg_database where datname = current_database()),
      left(pg_walfile_name(pg_current_wal_lsn()), 8)) as history`;

/** Deletes the texts and files of the person in force that a key sealed which is gone; nothing while the key is there. */
export const forgetUnreadable = statement('journal.journals.forget-unreadable')`select journal.forget_unreadable()`;
