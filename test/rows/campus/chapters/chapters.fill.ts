import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as professors } from '../professors/professors.fill.js';

const place = 'university_id, ufr_id, programme_id, level';

export const fill: Fill = {
  after: professors,
  ofTenant: ({ id, rows }) => [
    `insert into campus.subjects (tenant_id, id, name, name_key, ${place})
     values ('${id}', '${samples.id}', 'A subject', 'a subject', '${samples.id}', '${samples.id}', '${samples.id}', 'L1')`,
    // Up to fifty of each subject, and of the sample.
    `insert into campus.chapters (tenant_id, id, subject_id, ${place}, professor_id, title, body, position, state,
       published_at, created_at)
     select s.tenant_id, case when i = 0 then '${samples.id}' else uuidv7() end, s.id, s.university_id, s.ufr_id,
       s.programme_id, s.level, case when i % 9 = 0 and i < 500 then '${samples.id}'::uuid end, 'Chapter ' || i, 'Text',
       1 + i, case when i % 10 = 1 then 'draft' when i % 10 = 2 then 'archived' else 'published' end, now(),
       now() - i * interval '1 minute'
     from generate_series(0, ${rows}) i
       join (select row_number() over () as n, * from campus.subjects where tenant_id = '${id}' and id <> '${samples.id}') s
       on s.n = 1 + (i / 50) % (select count(*) - 1 from campus.subjects where tenant_id = '${id}')`,
    `update campus.chapters set (subject_id, ${place}) = (select s.id, ${place} from campus.subjects s
       where s.tenant_id = '${id}' and s.id = '${samples.id}') where tenant_id = '${id}' and position % 400 < 3`,
    `insert into campus.attachments (tenant_id, id, chapter_id, digest, bytes, name, media_type)
     select tenant_id, case when id = '${samples.id}' then id else uuidv7() end, id, encode(sha256(id::text::bytea), 'hex'), 100,
       'exercises.pdf', 'application/pdf' from campus.chapters where tenant_id = '${id}'`,
  ],
};
