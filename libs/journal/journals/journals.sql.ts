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

/** Counts the position of a journal, which the transaction has locked, up by so many more changes. */
export const advanceJournal = statement<object, [tenantId: string, userId: string, changes: number]>({
  name: 'journal.journals.advance',
  index: 'journals_pkey',
  text: 'update journal.journals set position = position + $3 where tenant_id = $1 and user_id = $2',
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
