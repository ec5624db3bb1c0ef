import type { QueryRunner } from 'typeorm';
import { functionsOf, migrationOutsideTransaction } from '#platform/database';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next posts, of which those are made searchable anew that have letters without spaces, or that are folded now. */
const next = `
  with next as materialized (select id from feeds.posts where id > $1 order by id limit 500), made as (
    update feeds.posts p set search = feeds.search_of(p.title, p.author, p.tags, p.content) from next n
      where p.id = n.id and concat_ws(' ', p.title, p.author, array_to_string(p.tags, ' '), p.content)
        ~ ('[' || platform.unspaced() || 'ıþÞðÐħĦς\\u00ad\\u02b9-\\u02bf\\u200b-\\u200d\\u2060\\ufeff]')
  )
  select id from next order by id desc limit 1`;

const filters = `
  update feeds.filters f set keys = n.keys
    from feeds.filters o, lateral (select array(select trim(platform.folded(term)) from unnest(o.terms) as term) as keys) n
    where f.id = o.id and f.keys <> n.keys and '' <> all (n.keys)`;

async function ofTenants(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query('select id from tenants.tenants order by id')) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await runner.query(filters);
    for (let after: string | undefined = FIRST; after; ) {
      const [last] = (await runner.query(next, [after])) as { id: string }[];
      after = last?.id;
    }
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** Posts of before are found by words without spaces, too, and searched and filtered by the letters that are folded now. */
export const FeedsWordsWithoutSpaces1763700008522 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  functionsOf('feeds/sources/post-texts.sql'),
  ofTenants,
);
