import type { QueryRunner } from 'typeorm';
import { functionsOf, migrationOutsideTransaction } from '#platform/database';

const FIRST = '00000000-0000-0000-0000-000000000000';
const tenants = 'select id from tenants.tenants order by id';
const next = `
  with next as materialized (select id from feeds.posts where id > $1 order by id limit 500), made as (
    update feeds.posts p set search = feeds.search_of(p.title, p.author, p.tags, p.content)
      from next n where p.id = n.id and p.search is null
  )
  select id from next order by id desc limit 1`;

/** Some posts of a tenant at a time, so that none is locked for longer than a moment. */
async function makeSearchable(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query(tenants)) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    for (let after: string | undefined = FIRST; after; ) {
      const [last] = (await runner.query(next, [after])) as { id: string }[];
      after = last?.id;
    }
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** The posts of before are found by their words, too. */
export const FeedsSearchablePosts1763700007100 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  functionsOf('feeds/sources/post-texts.sql'),
  makeSearchable,
  'create index concurrently if not exists posts_by_words on feeds.posts using gin (tenant_id, search)',
);
