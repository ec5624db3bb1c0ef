import { samples, statement } from '#platform/database';

/** The key of the journal in force, as a column: row level security shows one journal alone. */
export const dataKey = '(select data_key from journal.journals)';

export interface LockedJournal {
  /** The number of the last of the changes that the lock is taken for. */
  readonly position: number;
  readonly dataKey: Buffer;
  /** The first day of which entries are kept. */
  readonly keptSince: string;
}

/**
 * Locks the journal for so many changes. Whoever reads a position then reads every change before it, since those who make
 * one wait here for each other until they have committed.
 */
export const lockJournal = statement<LockedJournal, [tenantId: string, userId: string, changes: number]>({
  name: 'journal.journals.lock',
  index: 'journals_pkey',
  text: `update journal.journals set position = position + $3 where tenant_id = $1 and user_id = $2
    returning position, data_key as "dataKey", (now() - platform.retention_of('journal.entries', $1))::date as "keptSince"`,
  sample: [samples.tenantInForce, samples.id, 1],
});

/** The journal of the person in force, as it would be if nobody wrote; before it is opened, at 0 and without a key. */
export const journalInForce = statement<
  Omit<LockedJournal, 'dataKey'> & { readonly dataKey: Buffer | null },
  [tenantId: string]
>({
  name: 'journal.journals.in-force',
  index: 'journals_pkey',
  text: `select coalesce(position, 0) as position, data_key as "dataKey",
      (now() - platform.retention_of('journal.entries', $1))::date as "keptSince"
    from (values (1)) as person left join journal.journals on true`,
  sample: [samples.tenantInForce],
});

/** Opens the journal of a person, unless it is open. */
export const openJournal = statement<object, [tenantId: string, userId: string, dataKey: Buffer]>({
  name: 'journal.journals.open',
  text: 'insert into journal.journals (tenant_id, user_id, data_key) values ($1, $2, $3) on conflict do nothing',
  sample: [samples.tenantInForce, samples.id, samples.hash],
});

/**
 * Which history the database has: another one after a backup was restored, which makes a database anew, after a recovery to
 * some time, and after a standby took over, which begin a timeline anew. What was committed before may be lost then.
 */
export const databaseHistory = statement<{ readonly history: string }, []>({
  name: 'journal.sync.database-history',
  text: `select concat_ws('.', (select system_identifier from pg_control_system()),
      (select oid from pg_database where datname = current_database()),
      left(pg_walfile_name(pg_current_wal_lsn()), 8)) as history`,
  unchecked: 'reads no table of rows',
  sample: [],
});
