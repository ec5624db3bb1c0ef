import { migration } from '#platform/database';

// Of a store that was never analysed the planner would read all entries of the tenant, or all with the tags of the filter, and
// make the spellings of each: minutes, for thousands. The functions behind = and @@ compare as these do, but no index serves them.
const looking = `
  create or replace function catalog.similar_entries(words text, filter text) returns text
  language sql immutable
    return (
      with typed (letters) as (values (replace(words, ' ', ''))), near (condition) as (
        select format('catalog.spellings_of(e.tenant_id, e.name_words) && catalog.spellings_near($1, ''='', %L, 32)', letters) from typed
        union all
        select format('catalog.spellings_of(e.tenant_id, e.name_words) && catalog.spellings_near($1, ''%1$s'', %2$L, %1$s)',
          case when length(letters) < 8 then 5 else 8 end, letters) from typed where length(letters) >= 5
        union all
        select string_agg(format('catalog.spellings_of(e.tenant_id, e.name_words) && catalog.spellings_near($1, ''w'', %L, 24)', word), ' and ')
          from unnest(string_to_array(words, ' ')) as word where length(word) >= 5)
      select format('select distinct on (app_id) * from (%s) as near order by app_id', string_agg(format(
          '(select e.app_id, e.name_key, e.created_at, e.updated_at, e.downloads, e.tags, e.licence, e.author,
              catalog.likeness($4, e.name_words, e.downloads) as score
            from catalog.search_entries e where %s and uuid_eq(e.tenant_id, $1)%s limit 500)',
          condition, case when filter is null then '' else ' and ts_match_vq(e.document, $2)' end), ' union all '))
        from near where condition is not null)`;

/** Names that resemble what was typed are looked up by their spellings, whatever the planner knows of the store. */
export const CatalogSimilarNamesByTenant1763700008151 = migration('CatalogSimilarNamesByTenant1763700008151', looking);
