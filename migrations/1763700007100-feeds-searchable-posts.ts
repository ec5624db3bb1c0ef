import type { QueryRunner } from 'typeorm';
import { migrationOutsideTransaction } from '#platform/database';

const tenants = 'select id from tenants.tenants order by id';
const next = `
  update feeds.posts p set search = feeds.search_of(p.title, p.author, p.tags, p.content)
    from (select id from feeds.posts where search is null limit 500) n where p.id = n.id returning 1`;

/** Some posts of a tenant at a time, so that none is locked for longer than a moment. */
async function makeSearchable(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query(tenants)) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    while (((await runner.query(next)) as [rows: unknown[], count: number])[1] > 0);
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** The posts of before are found by their words, too. */
export const FeedsSearchablePosts1763700007100 = migrationOutsideTransaction(
  'FeedsSearchablePosts1763700007100',
  makeSearchable,
  'create index concurrently if not exists posts_by_words on feeds.posts using gin (tenant_id, search)',
);
