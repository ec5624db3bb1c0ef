import { asRole, declareTable, migration } from '#platform/database';

// Words are runs of letters and digits, without case, accents, and the points of Hebrew, Arabic and Japanese.
const words = `
  create function catalog.searchable(given text) returns text language sql immutable parallel safe
    return regexp_replace(replace(replace(replace(replace(replace(replace(
      lower(regexp_replace(normalize(given, nfkd), '[\\u0300-\\u036f\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u3099\\u309a]', '', 'g')),
      'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '[^[:alnum:]]+', ' ', 'g')`;

// Lexemes that filters look for begin with #, which no word does. What ranks an app is in `head`, which is short: name, tags and
// summary. `document` has these too, and is read through its index alone.
const table = `
  create table catalog.search_entries (
    tenant_id  uuid not null,
    app_id     uuid not null,
    name_key   text collate "C" not null,
    name_words text collate "C" not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    downloads  integer not null default 0 check (downloads >= 0),
    licence    text collate "C",
    author     text collate "C",
    tags       text[] collate "C" not null,
    head       tsvector not null,
    document   tsvector not null,
    primary key (tenant_id, app_id),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  grant select on catalog.search_entries to palier_app;

  create function catalog.entry_of(app catalog.apps) returns catalog.search_entries
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
  declare
    name_words text := trim(catalog.searchable(app.name));
    summary_words text := catalog.searchable(app.summary);
    description_words text := catalog.searchable(left(app.description, 4000));
    tags text[] := coalesce(app.tags, array(
      select tag from catalog.app_tags t where t.tenant_id = app.tenant_id and t.app_id = app.id order by tag));
    downloaded integer := (select least(coalesce(sum(c.downloads), 0), 2147483647) from catalog.download_counts c
      where c.tenant_id = app.tenant_id and c.app_id = app.id);
    head tsvector;
  begin
    head := setweight(to_tsvector('french', name_words) || to_tsvector('simple', name_words), 'A')
      || setweight(to_tsvector('simple', catalog.searchable(array_to_string(tags, ' '))), 'B')
      || setweight(to_tsvector('french', summary_words) || to_tsvector('simple', summary_words), 'C');
    return (app.tenant_id, app.id, app.name_key, name_words, app.created_at, app.updated_at, downloaded, app.licence, app.author, tags, head,
      strip(head) || strip(to_tsvector('french', description_words)) || strip(to_tsvector('simple', description_words))
        || array_to_tsvector(array(select '#tag:' || tag from unnest(tags) as tag)
        || case when app.licence is null then '{}' else array['#licence:' || app.licence] end
        || case when app.author is null then '{}' else array['#author:' || app.author] end))::catalog.search_entries;
  end $$`;

// The index of trigrams is partial, so that a search for frequent words, which names a tenant and no trigrams, does not read it.
const indexes = `
  create extension if not exists btree_gin;
  create index search_entries_by_document on catalog.search_entries using gin (tenant_id, document);
  create index search_entries_by_head on catalog.search_entries using gin (tenant_id, head);
  create index search_entries_by_trigram on catalog.search_entries using gin (tenant_id, name_words public.gin_trgm_ops) where name_words <> '';
  create index search_entries_by_name on catalog.search_entries (tenant_id, name_key, app_id);
  create index search_entries_by_creation on catalog.search_entries (tenant_id, created_at, app_id);
  create index search_entries_by_update on catalog.search_entries (tenant_id, updated_at, app_id);
  create index search_entries_by_downloads on catalog.search_entries (tenant_id, downloads, app_id)`;

const upkeep = `
  create function catalog.index_app() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- In force already, but not for SQL that an operator runs as the owner of the server.
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    if not new.listed then
      delete from catalog.search_entries e where e.tenant_id = new.tenant_id and e.app_id = new.id;
      return null;
    end if;
    insert into catalog.search_entries as e select * from catalog.entry_of(new)
    on conflict (tenant_id, app_id) do update set
      name_key = excluded.name_key, name_words = excluded.name_words, updated_at = excluded.updated_at, licence = excluded.licence, author = excluded.author,
      tags = excluded.tags, head = excluded.head, document = excluded.document;
    return null;
  end $$;
  create trigger index_inserted after insert on catalog.apps
    for each row when (new.listed) execute function catalog.index_app();
  create trigger index_updated after update of name, summary, description, licence, author, tags, listed, updated_at
    on catalog.apps for each row when (old.listed or new.listed) execute function catalog.index_app()`;

// Each is planned by itself: whether to walk an order or to look words up depends on the words. The planner takes `@@` for
// cheap, but each row's document would have to be fetched and decompressed, so it may not read the whole table, nor start
// workers for that. The owner, with whose rights these run, sees every tenant's entries, so each names the tenant in force.
const finding = `
  -- The first ten words that somebody typed, as names keep theirs; none where nothing is a letter or digit.
  create function catalog.words_of(typed text) returns text language sql immutable parallel safe
    return array_to_string((string_to_array(trim(catalog.searchable(typed)), ' '))[1:10], ' ');

  -- All of the words, the last one by its beginning.
  create function catalog.query_of(words text) returns tsquery
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
  declare
    query text := replace(words, ' ', ' & ') || ':*';
  begin
    -- Of a word like 1e2f the parser makes two, which are to follow one another; documents have no places.
    return case when words <> '' then replace((to_tsquery('french', query) || to_tsquery('simple', query))::text, '<->', '&')::tsquery end;
  end $$;

  -- SQL of entries, of $1 the tenant in force, $2 the filter, $3 the words as a query, $4 the words.
  create function catalog.entries_with(score text, filter text, condition text) returns text
  language sql immutable
    return format('select e.app_id, e.name_key, e.created_at, e.updated_at, e.downloads, e.tags, e.licence, e.author, %s as score
      from catalog.search_entries e where e.tenant_id = $1%s%s', score, case when filter is null then '' else ' and e.document @@ $2' end, condition);

  -- Those that have the words. Null words select all, words that are empty none.
  create function catalog.matching_apps(words text, filter text) returns text
  language sql immutable
    return catalog.entries_with('0', filter, case when words is null then '' when words = '' then ' and false' else ' and e.document @@ $3' end);

  -- Those that do not, but have a name that is spelled alike. A thousand, since each name that has some of the same three
  -- letters is compared. Null where there are no words.
  create function catalog.apps_alike(words text, filter text, fuzzy boolean) returns text
  language sql immutable
    return case when fuzzy and words <> '' then '(' || catalog.entries_with('(public.word_similarity($4, e.name_words) * 900000)::integer',
      filter, ' and e.name_words <> '''' and $4 operator(public.<%) e.name_words and not e.document @@ $3') || ' limit 1000)' end;

  create function catalog.all_matching(words text, filter text, fuzzy boolean) returns text
  language sql immutable
    return catalog.matching_apps(words, filter) || coalesce(' union all ' || catalog.apps_alike(words, filter, fuzzy), '');

  -- By relevance, in parts each of which scores less than the one before, so that a page need not read the rest: those with
  -- all words in what ranks, those that need the description, and those that are spelled alike.
  create function catalog.ranked_apps(words text, filter text, fuzzy boolean) returns text[]
  language sql immutable
    return array_remove(array[
      catalog.entries_with('1000000 + (least(ts_rank(''{0, 0.2, 0.5, 1}'', e.head, $3), 0.999) * 1000000)::integer
        + case when e.name_words = $4 then 2000000 when starts_with(e.name_words, $4) then 1000000 else 0 end', filter, ' and e.head @@ $3'),
      catalog.entries_with('950000', filter, ' and e.document @@ $3 and not e.head @@ $3'),
      catalog.apps_alike(words, filter, fuzzy)], null);

  create function catalog.tenant_in_force() returns uuid language sql stable
    return nullif(current_setting('app.tenant_id', true), '')::uuid;

  -- Volatile, because a stable function may not explain.
  create function catalog.find_apps(typed text, filter text, fuzzy boolean, sort text, descending boolean,
    after_key text, after_id uuid, most integer, skip integer) returns table (app_id uuid, number integer)
  language plpgsql security definer rows 20
  set search_path = pg_catalog, pg_temp set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
    set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
    parts text[] := case when sort = 'score' and words <> '' then catalog.ranked_apps(words, filter, fuzzy)
      else array[catalog.all_matching(words, filter, fuzzy)] end;
    kind text := case sort when 'name_key' then 'text collate "C"' when 'created_at' then 'timestamptz'
      when 'updated_at' then 'timestamptz' when 'downloads' then 'integer' when 'score' then 'integer' end;
    direction text := case when descending then 'desc' else 'asc' end;
    part text;
    plan json;
    found integer;
  begin
    foreach part in array parts loop
      execute 'explain (format json) ' || part
      into plan using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words;
      -- Few are looked up and sorted. For a short page the planner would walk the order until it has met them.
      return query execute format('with m as %s materialized (%s)
          select m.app_id, %s from m %s order by m.%I %s, m.app_id %s limit $7 offset $8',
        case when (plan #>> '{0,Plan,Plan Rows}')::numeric < 5000 then '' else 'not' end,
        part,
        case when kind = 'integer' then 'm.' || sort else '0' end,
        case when after_id is null then '' else
          format('where (m.%I, m.app_id) %s ($5::%s, $6)', sort, case when descending then '<' else '>' end, kind) end,
        sort, direction, direction)
      using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words, after_key, after_id, most, skip;
      get diagnostics found = row_count;
      most := most - found;
      exit when most <= 0;
      if found > 0 then
        skip := 0;
      elsif skip > 0 then
        execute format('select count(*) from (%s) as m', part)
        into found using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words;
        skip := greatest(skip - found, 0);
      end if;
    end loop;
  end $$;

  -- These read all that match, so they walk no order.
  create function catalog.count_found_apps(typed text, filter text, fuzzy boolean, upto integer) returns integer
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
    set enable_indexscan = off set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
    found integer;
  begin
    execute format('select count(*) from (select from (%s) as m limit $5) as c', catalog.all_matching(words, filter, fuzzy))
    into found using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words, upto;
    return found;
  end $$;

  create function catalog.count_facets(typed text, filter text, fuzzy boolean, most integer)
    returns table (facet text, value text, apps integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp set pg_trgm.word_similarity_threshold = 0.45 set enable_seqscan = off
    set enable_indexscan = off set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
  begin
    return query execute format('with m as materialized (select tags, licence, author from (%s) as matching)
      (select ''tag'', tag, count(*)::integer from m, unnest(tags) as tag group by 2 order by 3 desc, 2 limit $5)
      union all (select ''licence'', licence, count(*)::integer from m where licence is not null group by 2 order by 3 desc, 2 limit $5)
      union all (select ''author'', author, count(*)::integer from m where author is not null group by 2 order by 3 desc, 2 limit $5)
      union all select ''all'', null, count(*)::integer from m', catalog.all_matching(words, filter, fuzzy))
    using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words, most;
  end $$;

  grant execute on function catalog.find_apps, catalog.count_found_apps, catalog.count_facets to palier_app`;

// The order by downloads follows them now and then: each change of it is one of the whole index of words too. A few apps a
// call, since who changes an app waits for it.
const ranking = `
  -- A plan that is kept does not know that few rows are recent.
  create function catalog.rank_downloads(since date, after_tenant uuid, after_app uuid, most integer)
    returns table (of_tenant uuid, of_app uuid, ranked boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  begin
    for of_tenant, of_app in select distinct c.tenant_id, c.app_id from catalog.download_counts c
      where c.day >= since and (c.tenant_id, c.app_id) > (after_tenant, after_app) order by 1, 2 limit most
    loop
      update catalog.search_entries e set downloads = t.downloads
      from (select least(sum(c.downloads), 2147483647)::integer as downloads from catalog.download_counts c
        where c.tenant_id = of_tenant and c.app_id = of_app) t
      where e.tenant_id = of_tenant and e.app_id = of_app and e.downloads <> t.downloads;
      ranked := found;
      return next;
    end loop;
  end $$;
  grant execute on function catalog.rank_downloads to palier_app`;

/** The words, tags, licences and authors by which apps are found. */
export const CatalogSearch1763700004500 = migration(
  'CatalogSearch1763700004500',
  words,
  table,
  indexes,
  upkeep,
  finding,
  `grant select, update (downloads) on catalog.search_entries to palier_cross_tenant;
   create policy cross_tenant on catalog.search_entries to palier_cross_tenant using (true) with check (true)`,
  ...asRole('palier_cross_tenant', 'catalog', ranking),
  declareTable('catalog.search_entries', {
    kind: 'search',
    holds: 'What the store finds an app by: its words, tags, licence, author and place in each order.',
  }),
);
