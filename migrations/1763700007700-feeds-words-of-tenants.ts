import { asRole, migration } from '#platform/database';

const key = 'left(md5(tenant::text), 8)';

/**
 * Words that an index keeps apart by tenant: the beginning of a word is looked up among those of one tenant, instead of those of
 * all.
 */
const words = `
  -- What is searched, with a key of the tenant before each word. The first 250 letters count, in a search, too: with its key, a word
  -- stays below the 2,046 bytes that one may have.
  create function feeds.words_of_tenant(tenant uuid, search tsvector) returns tsvector language sql immutable parallel safe cost 1000
    set search_path = pg_catalog, pg_temp as $$
      select array_to_tsvector(array(select ${key} || left(w, 250) from unnest(tsvector_to_array(search)) as words (w))) $$;

  create function feeds.query_of_tenant(tenant uuid, query tsquery) returns tsquery language sql immutable
    set search_path = pg_catalog, pg_temp as $$
      select regexp_replace(query::text, '''([^'']{1,250})[^'']*''', '''' || ${key} || '\\1''', 'g')::tsquery $$`;

/** How a search of a tenant finds words in an index without reading those of other tenants. */
export const FeedsWordsOfTenants1763700007700 = migration(
  'FeedsWordsOfTenants1763700007700',
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    words,
    'grant execute on function feeds.words_of_tenant(uuid, tsvector) to palier_owner',
  ),
);
