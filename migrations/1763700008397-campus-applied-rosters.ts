import { declareTable, migration } from '#platform/database';

/** A roster that was applied has no file and no lines any more: they would name a student for 30 days after an erasure. */
export const CampusAppliedRosters1763700008397 = migration(
  `alter table campus.rosters alter column digest drop not null;
  grant update (digest) on campus.rosters to palier_app`,
  declareTable('campus.rosters', {
    kind: 'tenant',
    holds: 'A file of the students of a year, which is checked and then applied; its lines and the file go then.',
    uuids: { year_id: 'campus.years' },
    blobs: { digest: null },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'Its students are.', notImported: 'It is not exported.', notCopied: 'It is not exported.' },
  }),
);
