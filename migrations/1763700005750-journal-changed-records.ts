import { declareAnew, migration } from '#platform/database';

/** Of which record a change was, so that a device that gives two changes one id is told. */
export const JournalChangedRecords1763700005750 = migration(
  `alter table journal.applied_changes
    add column kind text collate "C" check (kind in ('entry', 'addiction', 'relapse')),
    -- Null for what was applied before.
    add column record_id uuid`,
  declareAnew('journal.applied_changes', { uuids: { record_id: 'an entry, an addiction or a relapse of the person' } }),
);
