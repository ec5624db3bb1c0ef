import { forEachTenant, functionsOf, inBatches, migrationOutsideTransaction } from '#platform/database';

/** Re-indexes the next 500 posts that contain unspaced or newly folded letters, or marks. */
const next = `
  with next as materialized (select id from feeds.posts where id > $1 order by id limit 500), made as (
    update feeds.posts p set search = feeds.search_of(p.title, p.author, p.tags, p.content) from next n
      where p.id = n.id and concat_ws(' ', p.title, p.author, array_to_string(p.tags, ' '), p.content)
        ~ ('[ıþÞðÐħĦς' || platform.unspaced() || platform.invisible() || platform.marks() || ']')
  )
  select id from next order by id desc limit 1`;

const filters = `
  update feeds.filters f set keys = n.keys
    from feeds.filters o, lateral (select array(select trim(platform.folded(term)) from unnest(o.terms) as term) as keys) n
    where f.id = o.id and f.keys <> n.keys and '' <> all (n.keys)`;

/** Re-indexes existing posts and filters, so that words without spaces are found. */
export const FeedsWordsWithoutSpaces1763700008522 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  functionsOf('feeds/sources/post-texts.sql'),
  forEachTenant(async (runner) => {
    await runner.query(filters);
    await inBatches(runner, next);
  }),
);
