-- A page of the apps of the tenant in force that a search finds, in an order: those after a key and an id, or the first ones,
-- without the first `skip`. `filter` is the text of a tsquery, null for none; `sort` is a column of the entries, or `score`.
-- Returns with each app the value of an order of numbers, 0 for others, and whether the name only resembles the words.
--
-- Row level security does not bind the owner, as whom this and the functions below run: their SQL names the tenant. Volatile,
-- because a stable function may not explain.
create or replace function catalog.search_apps(typed text, filter text, fuzzy boolean, sort text, descending boolean,
    after_key text, after_id uuid, most integer, skip integer)
  returns table (app_id uuid, number integer, alike boolean)
  language plpgsql security definer rows 20 set search_path = pg_catalog, pg_temp set enable_seqscan = off
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
          select m.app_id, %s, m.score between 950001 and 999999 from m %s order by m.%I %s, m.app_id %s limit $7 offset $8',
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
grant execute on function catalog.search_apps(text, text, boolean, text, boolean, text, uuid, integer, integer) to palier_app;

-- Apps of the tenant in force whose name, or its beginning or words, resemble what somebody has typed, the most alike first, at
-- most so many; none for less than three letters.
create or replace function catalog.similar_apps(typed text, most integer) returns table (app_id uuid)
  language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp set enable_seqscan = off
  set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
  begin
    if length(replace(words, ' ', '')) < 3 then return; end if;
    return query execute format('select s.app_id from (%s) as s where s.score > 0 order by s.score desc, s.app_id desc limit $5',
      catalog.similar_entries(words, null))
    using catalog.tenant_in_force(), null::tsquery, null::tsquery, words, most;
  end $$;
grant execute on function catalog.similar_apps(text, integer) to palier_app;

-- How many apps a search finds, at most `upto`. As it reads all that match, it walks no order by an index.
create or replace function catalog.count_found_apps(typed text, filter text, fuzzy boolean, upto integer) returns integer
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  set enable_indexscan = off set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
    found integer;
  begin
    execute format('select count(*) from (select from (%s) as m limit $5) as c', catalog.all_matching(words, filter, fuzzy))
    into found using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words, upto;
    return found;
  end $$;
grant execute on function catalog.count_found_apps(text, text, boolean, integer) to palier_app;

-- The tags, licences and authors that most of the found apps have, at most so many of each, and of `all` how many it finds. It
-- walks no order by an index, either.
create or replace function catalog.count_facets(typed text, filter text, fuzzy boolean, most integer)
  returns table (facet text, value text, apps integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  set enable_indexscan = off set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
  begin
    return query execute format('with m as materialized (select tags, licence, author from (%s) as matching)
      (select ''tag'', tag, count(*)::integer from m, unnest(tags) as tag group by 2 order by 3 desc, 2 limit $5)
      union all (select ''licence'', licence, count(*)::integer from m where licence is not null
        group by 2 order by 3 desc, 2 limit $5)
      union all (select ''author'', author, count(*)::integer from m where author is not null
        group by 2 order by 3 desc, 2 limit $5)
      union all select ''all'', null, count(*)::integer from m', catalog.all_matching(words, filter, fuzzy))
    using catalog.tenant_in_force(), filter::tsquery, catalog.query_of(words), words, most;
  end $$;
grant execute on function catalog.count_facets(text, text, boolean, integer) to palier_app;
