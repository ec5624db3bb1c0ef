import type { Fill } from '../../../support/fill.js';
import { fill as structure } from '../structure/structure.fill.js';

export const fill: Fill = {
  after: structure,
  ofTenant: ({ id }) => [
    `insert into campus.subjects (tenant_id, id, name, name_key, university_id, ufr_id, programme_id, level)
     select '${id}', uuidv7(), 'Subject ' || i, 'subject ' || i, p.university_id, p.ufr_id, p.id, level
     from campus.programmes p, generate_series(1, 6) i, unnest(p.levels) level where p.tenant_id = '${id}'`,
  ],
};
