import type { Fill } from '../../../test/support/fill.js';
import { filledId, fill as places } from '../persons/places.fill.js';

export const fill: Fill = {
  after: places,
  ofTenant: ({ id, rows }) => [
    `insert into campus.staff (tenant_id, id, name, name_key, email, created_at)
     select '${id}', ${filledId('staff', 'i')}, 'Staff ' || i, 'staff ' || i, 'staff-' || i || '@palier.example',
       now() - i * interval '1 minute' from generate_series(0, ${rows / 10}) i`,
    `insert into campus.staff_places (tenant_id, staff_id, place_id, university_id)
     select '${id}', ${filledId('staff', 'i')}, ${filledId('university', 'i % 20')}, ${filledId('university', 'i % 20')}
     from generate_series(0, ${rows / 10}) i`,
  ],
};
