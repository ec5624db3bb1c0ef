import { declareAnew, migration } from '#platform/database';

/** A roster that was applied has no file and no lines any more: they would name a student for 30 days after an erasure. */
export const CampusAppliedRosters1763700008397 = migration(
  `alter table campus.rosters alter column digest drop not null;
  grant update (digest) on campus.rosters to palier_app`,
  declareAnew('campus.rosters', {
    holds: 'A file of the students of a year, which is checked and then applied; its lines and the file go then.',
  }),
);
