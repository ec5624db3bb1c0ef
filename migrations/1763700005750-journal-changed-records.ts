import { declareTable, migration } from '#platform/database';

/** Of which record a change was, so that a device that gives two changes one id is told. */
export const JournalChangedRecords1763700005750 = migration(
  `alter table journal.applied_changes
    add column kind text collate "C" check (kind in ('entry', 'addiction', 'relapse')),
    -- Null for what was applied before.
    add column record_id uuid`,
  declareTable('journal.applied_changes', {
    kind: 'person',
    holds: 'That a change of a journal by a device was applied, so that it is not applied again.',
    persons: [
      { column: 'user_id', is: 'user', erasure: 'delete', exports: 'it says nothing that the journal does not' },
    ],
    uuids: { record_id: 'an entry, an addiction or a relapse of the person' },
    retention: { column: 'applied_at', after: '90 days' },
  }),
);
