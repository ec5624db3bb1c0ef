import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { filledId, fill as structure } from '../structure/structure.fill.js';

export const fill: Fill = {
  after: structure,
  ofTenant: ({ id, rows }) => [
    `insert into campus.staff (tenant_id, id, name, name_key, email, created_at)
     select '${id}', ${filledId('staff', 'i')}, 'Staff ' || i, 'staff ' || i, 'staff-' || i || '@palier.example',
       now() - i * interval '1 minute' from generate_series(0, ${rows / 10}) i`,
    `insert into campus.staff_places (tenant_id, staff_id, place_id, university_id)
     select '${id}', ${filledId('staff', 'i')}, u.id, u.id
     from generate_series(0, ${rows / 10}) i
       join (select row_number() over (order by id <> '${samples.id}', id) - 1 as n, id from campus.universities where tenant_id = '${id}') u
       on u.n = i % (select count(*) from campus.universities where tenant_id = '${id}')`,
  ],
};
