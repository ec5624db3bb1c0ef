import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as chapters } from '../chapters/chapters.fill.js';
import { filledId } from '../structure/structure.fill.js';

const columns = 'tenant_id, id, chapter_id, parent_id, author_id, by_professor, body, created_at';

export const fill: Fill = {
  after: chapters,
  ofTenant: ({ id, rows }) => [
    // A tenth on one chapter, by five hundred users, and up to a hundred answers to one of them.
    `insert into campus.comments (${columns})
     select c.tenant_id, case when i = 0 then '${samples.id}' else uuidv7() end, case when i % 10 = 0 then '${samples.id}' else c.id end,
       null, case when i < 5 then '${samples.id}' else ${filledId('user', '(i % 500)')} end, i % 9 = 0, 'Why?', now() - i * interval '1 minute'
     from generate_series(0, ${rows / 5}) i
       join (select row_number() over () - 1 as n, tenant_id, id from campus.chapters where tenant_id = '${id}') c
       on c.n = i % (select count(*) from campus.chapters where tenant_id = '${id}')`,
    `insert into campus.comments (${columns})
     select tenant_id, uuidv7(), '${samples.id}', case when n % 10 = 0 then '${samples.id}' else id end, author_id, false, 'So.', created_at
     from (select row_number() over () as n, * from campus.comments where tenant_id = '${id}' and chapter_id = '${samples.id}') c
     where n < 1000`,
  ],
};
