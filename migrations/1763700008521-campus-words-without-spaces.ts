import type { QueryRunner } from 'typeorm';
import { functionsOf, migrationOutsideTransaction } from '#platform/database';

const addWords = `
  insert into campus.student_words (tenant_id, student_id, word)
    select s.tenant_id, s.id, w from campus.students s, campus.words_of(concat_ws(' ', s.name_key, s.number, s.email)) w
      where concat(s.name_key, s.number, s.email) ~ ('[' || platform.unspaced() || ']')
    on conflict do nothing`;

async function addWordsOfTenants(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query('select id from tenants.tenants order by id')) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await runner.query(addWords);
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** Students of before are found by each part of a name that is written without spaces, too. */
export const CampusWordsWithoutSpaces1763700008521 = migrationOutsideTransaction(
  functionsOf('campus/students/student-words.sql'),
  addWordsOfTenants,
);
