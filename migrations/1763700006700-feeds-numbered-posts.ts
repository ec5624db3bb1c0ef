import type { QueryRunner } from 'typeorm';
import { migrationOutsideTransaction } from '#platform/database';

const tenants = 'select id from tenants.tenants order by id';
const numbered = `
  with missing as materialized (
    select id, row_number() over (order by received_at, id) as place from feeds.posts where number is null
  ), counter as (
    insert into feeds.post_counters as c (tenant_id, last) select $1, count(*) from missing having count(*) > 0
      on conflict (tenant_id) do update set last = c.last + excluded.last
      returning last - (select count(*) from missing) as before
  )
  update feeds.posts p set number = c.before + m.place from missing m, counter c where p.id = m.id`;

/** One tenant after the other, so that none is locked for longer than a moment. */
async function numberPosts(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query(tenants)) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await runner.query(numbered, [id]);
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** The posts of before have numbers, too. */
export const FeedsNumberedPosts1763700006700 = migrationOutsideTransaction(
  numberPosts,
  'create unique index concurrently if not exists posts_by_number on feeds.posts (tenant_id, number)',
  'create index concurrently if not exists posts_of_subscription_by_number on feeds.posts (tenant_id, subscription_id, number) include (id)',
);
