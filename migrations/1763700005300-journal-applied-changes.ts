import { declarePersonTable, migration, user } from '#platform/database';

/** Which changes that a device made offline are in the journal: it may send one again whose answer was lost. */
export const JournalAppliedChanges1763700005300 = migration(
  `create table journal.applied_changes (
    tenant_id uuid not null,
    user_id uuid not null,
    -- Made by the device.
    id uuid not null,
    -- Of the record, after the change.
    version integer not null,
    applied_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    foreign key (tenant_id, user_id) references journal.journals
  );
  create index applied_changes_by_age on journal.applied_changes (applied_at);
  grant select, insert on journal.applied_changes to palier_app`,
  declarePersonTable('journal.applied_changes', {
    holds: 'That a change of a journal by a device was applied, so that it is not applied again.',
    persons: [user('user_id', 'delete', { none: 'it says nothing that the journal does not' })],
    retention: { column: 'applied_at', after: '90 days' },
  }),
);
