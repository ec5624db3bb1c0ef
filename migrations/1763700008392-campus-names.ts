import { migrationOutsideTransaction } from '#platform/database';

/** A UFR has a name of a programme once, and the subjects of a programme are listed by name. */
export const CampusNames1763700008392 = migrationOutsideTransaction(
  'CampusNames1763700008392',
  'create unique index concurrently if not exists programmes_by_name on campus.programmes (tenant_id, ufr_id, name_key)',
  // The new one begins with its columns.
  'drop index concurrently if exists campus.programmes_by_ufr',
  'create index concurrently if not exists subjects_by_programme on campus.subjects (tenant_id, programme_id, name_key, level)',
);
