import { migrationOutsideTransaction } from '#platform/database';

/** The narrowest place leads; level and state follow the order, so that they are filtered inside the index. */
const places = { year: '', university: 'university_id, ', ufr: 'ufr_id, ', programme: 'programme_id, ' };
const orders = { creation: 'created_at', name: 'name_key', number: 'number' };

const ofEnrolments = Object.entries(places).flatMap(([place, column]) =>
  Object.entries(orders).map(
    ([order, key]) => `create index concurrently if not exists enrolments_by_${place}_${order}
      on campus.enrolments (tenant_id, year_id, ${column}${key}, id, level, state)`,
  ),
);

/** The orders of the lists of students, professors and staff. */
export const CampusEnrolmentLists1763700008393 = migrationOutsideTransaction(
  'CampusEnrolmentLists1763700008393',
  ...ofEnrolments,
  // For the foreign keys.
  `create index concurrently if not exists enrolments_in_place
    on campus.enrolments (tenant_id, university_id, ufr_id, programme_id)`,
  `create index concurrently if not exists professor_subjects_in_place
    on campus.professor_subjects (tenant_id, university_id, ufr_id, programme_id, level, subject_id)`,
  'create index concurrently if not exists staff_places_in_place on campus.staff_places (tenant_id, university_id, ufr_id)',
  'create index concurrently if not exists students_by_name on campus.students (tenant_id, name_key, id)',
  'create index concurrently if not exists professors_by_name on campus.professors (tenant_id, name_key, id)',
  'create index concurrently if not exists professors_by_creation on campus.professors (tenant_id, created_at, id)',
  'create index concurrently if not exists staff_by_name on campus.staff (tenant_id, name_key, id)',
  'create index concurrently if not exists staff_by_creation on campus.staff (tenant_id, created_at, id)',
);
