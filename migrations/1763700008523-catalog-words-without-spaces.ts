import { forEachTenant, functionsOf, inBatches, migrationOutsideTransaction } from '#platform/database';

/** The trigger of apps writes the entry. Of tags, letters that are not ASCII's were lost. */
const next = `
  with next as materialized (select id from catalog.apps where id > $1 order by id limit 500), made as (
    update catalog.apps a set name = a.name from next n, catalog.search_entries e
      where a.id = n.id and e.tenant_id = a.tenant_id and e.app_id = a.id
        and (e.name_key <> a.name_key or array_to_string(e.tags, ' ') ~ '[^ -~]'
          or concat_ws(' ', a.name, a.summary, left(a.description, 4000))
            ~ ('[ıþÞðÐħĦς' || platform.unspaced() || platform.invisible() || platform.marks() || ']'))
  )
  select id from next order by id desc limit 1`;

/** Re-indexes existing apps, so that words without spaces are found, and by the letters that are folded now. */
export const CatalogWordsWithoutSpaces1763700008523 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  functionsOf('catalog/search/words.sql'),
  functionsOf('catalog/search/index-app.sql'),
  forEachTenant((runner) => inBatches(runner, next)),
);
