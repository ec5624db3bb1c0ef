import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { filledId, fill as structure } from '../structure/structure.fill.js';

export const fill: Fill = {
  after: structure,
  ofTenant: ({ id, rows }) => [
    `insert into campus.announcements (tenant_id, id, year_id, university_id, ufr_id, programme_id, level, author_id, title, body)
     select p.tenant_id, case when i = 0 then '${samples.id}' else uuidv7() end, '${samples.id}', p.university_id,
       case when i % 5 > 0 then p.ufr_id end, case when i % 5 > 1 then p.id end, case when i % 3 = 0 then 'L1' end,
       ${filledId('user', '(i % 500)')}, 'Announcement ' || i, 'Text'
     from generate_series(0, ${rows / 5}) i
       join (select row_number() over (order by id <> '${samples.id}', id) - 1 as n, * from campus.programmes where tenant_id = '${id}') p
       on p.n = i % (select count(*) from campus.programmes where tenant_id = '${id}')`,
  ],
};
