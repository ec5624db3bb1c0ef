import { forEachTenant, functionsOf, inBatches, migrationOutsideTransaction } from '#platform/database';

const next = `
  with next as materialized (
    select tenant_id, id, name, number, email from campus.students where id > $1 order by id limit 500 for no key update
  ), made as materialized (
    select n.tenant_id, n.id, word from next n, campus.words_of(concat_ws(' ', n.name, n.number, n.email)) as word
  ), gone as (
    delete from campus.student_words w using next n where w.tenant_id = n.tenant_id and w.student_id = n.id
      and not exists (select from made m where m.id = w.student_id and m.word = w.word)
  ), added as (
    insert into campus.student_words (tenant_id, student_id, word) select * from made on conflict do nothing
  )
  select id from next order by id desc limit 1`;

/** Re-indexes existing students, so that words without spaces, and words of Hindi, Hebrew or Tamil, are found. */
export const CampusWordsWithoutSpaces1763700008521 = migrationOutsideTransaction(
  functionsOf('campus/students/student-words.sql'),
  forEachTenant((runner) => inBatches(runner, next)),
);
