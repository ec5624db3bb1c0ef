-- Whether somebody who meant a text, or one that begins with what they meant, typed another with one mistake at most: a letter too
-- many, one too few, another one, or two that are swapped.
create or replace function catalog.is_misspelled(typed text, meant text, begins boolean) returns boolean
  language plpgsql immutable parallel safe as $$
  declare
    more integer := length(meant) - length(typed);
    differs integer := 1;
  begin
    if not begins and abs(more) > 1 then return false; end if;
    while differs <= length(typed) and substr(typed, differs, 1) = substr(meant, differs, 1) loop
      differs := differs + 1;
    end loop;
    return (begins or more = 0) and starts_with(substr(meant, differs + 1), substr(typed, differs + 1))
      or (begins or more = -1) and starts_with(substr(meant, differs), substr(typed, differs + 1))
      or (begins or more = 1) and starts_with(substr(meant, differs + 1), substr(typed, differs))
      or (begins or more = 0) and substr(typed, differs, 1) = substr(meant, differs + 1, 1)
        and substr(typed, differs + 1, 1) = substr(meant, differs, 1)
        and starts_with(substr(meant, differs + 2), substr(typed, differs + 2));
  end $$;

-- How alike a name is: first those that resemble all that was typed, then those of which the beginning does, then those with a
-- word, of the first ten, that resembles each one typed; 0 where none does. Of these first those with the same first letter, with more digits
-- of downloads, and the shorter ones. Spaces do not count in the first two.
create or replace function catalog.likeness(words text, name_words text, downloads integer) returns integer
  language plpgsql immutable parallel safe as $$
  declare
    typed text := replace(words, ' ', '');
    name text := replace(name_words, ' ', '');
    kind integer := case
      when catalog.is_misspelled(typed, name, false) then 3
      when length(typed) >= 5 and catalog.is_misspelled(typed, name, true) then 2
      when not exists (select from unnest(string_to_array(words, ' ')) as word
        where not exists (select from unnest((string_to_array(name_words, ' '))[1:10]) as own
          where own = word or length(word) >= 5 and catalog.is_misspelled(word, own, false))) then 1 end;
  begin
    return coalesce(950000 + kind * 10000 + case when left(typed, 1) = left(name, 1) then 5000 else 0 end
      + 400 * length(downloads::text) + greatest(399 - length(name_words), 0), 0);
  end $$;

-- Of a store that was never analysed the planner would read all entries of the tenant, or all with the tags of the filter, and
-- make the spellings of each: minutes, for thousands. The functions behind = and @@ compare as these do, but no index serves
-- them.
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
        from near where condition is not null);

-- SQL of entries, of $1 the tenant in force, $2 the filter, $3 the words as a query, $4 the words.
create or replace function catalog.entries_with(score text, filter text, condition text) returns text
  language sql immutable
    return format('select e.app_id, e.name_key, e.created_at, e.updated_at, e.downloads, e.tags, e.licence, e.author, %s as score
      from catalog.search_entries e where e.tenant_id = $1%s%s', score, case when filter is null then '' else ' and e.document @@ $2' end, condition);

-- Those that have the words. Null words select all, words that are empty none.
create or replace function catalog.matching_apps(words text, filter text) returns text
  language sql immutable
    return catalog.entries_with('0', filter, case when words is null then '' when words = '' then ' and false' else ' and e.document @@ $3' end);

-- Those that do not have the words, but a name that resembles them, where fewer than five have them. Null where there are no words.
create or replace function catalog.apps_alike(words text, filter text, fuzzy boolean) returns text
  language sql immutable
    return case when fuzzy and length(replace(words, ' ', '')) >= 3 then format(
      '(with exact as materialized (select app_id from (%s) as m limit 5) select * from (%s) as near
        where score > 0 and (select count(*) from exact) < 5 and app_id not in (select app_id from exact))',
      catalog.matching_apps(words, filter), catalog.similar_entries(words, filter)) end;

-- SQL of all entries that a search finds: those that have the words, and those whose names resemble them.
create or replace function catalog.all_matching(words text, filter text, fuzzy boolean) returns text
  language sql immutable
    return catalog.matching_apps(words, filter) || coalesce(' union all ' || catalog.apps_alike(words, filter, fuzzy), '');

-- By relevance, in parts each of which scores less than the one before, so that a page need not read the rest: those with
-- all words in what ranks, those with a name that resembles them, and those that need the description.
create or replace function catalog.ranked_apps(words text, filter text, fuzzy boolean) returns text[]
  language sql immutable
    return array_remove(array[
      catalog.entries_with('1000000 + (least(ts_rank(''{0, 0.2, 0.5, 1}'', e.head, $3), 0.999) * 1000000)::integer
        + case when e.name_words = $4 then 2000000 when starts_with(e.name_words, $4) then 1000000 else 0 end', filter, ' and e.head @@ $3'),
      catalog.apps_alike(words, filter, fuzzy),
      catalog.entries_with('950000', filter, ' and e.document @@ $3 and not e.head @@ $3')], null);

-- Volatile, because a stable function may not explain.
create or replace function catalog.search_apps(typed text, filter text, fuzzy boolean, sort text, descending boolean,
    after_key text, after_id uuid, most integer, skip integer) returns table (app_id uuid, number integer, alike boolean)
  language plpgsql security definer rows 20
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
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

-- The apps that `search_apps` finds, without saying which of them are merely similar.
create or replace function catalog.find_apps(typed text, filter text, fuzzy boolean, sort text, descending boolean,
    after_key text, after_id uuid, most integer, skip integer) returns table (app_id uuid, number integer)
  language sql rows 20 set search_path = pg_catalog, pg_temp as $$
    select f.app_id, f.number from catalog.search_apps(typed, filter, fuzzy, sort, descending, after_key, after_id, most, skip)
      with ordinality as f (app_id, number, alike, place) order by f.place $$;
grant execute on function catalog.find_apps(text, text, boolean, text, boolean, text, uuid, integer, integer) to palier_app;

-- Up to `most` apps whose names resemble what was typed, the most similar first; none for fewer than three letters.
create or replace function catalog.similar_apps(typed text, most integer) returns table (app_id uuid)
  language plpgsql stable security definer rows 10
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
  declare
    words text := catalog.words_of(typed);
  begin
    if length(replace(words, ' ', '')) < 3 then return; end if;
    return query execute format('select s.app_id from (%s) as s where s.score > 0 order by s.score desc, s.app_id desc limit $5',
      catalog.similar_entries(words, null))
    using catalog.tenant_in_force(), null::tsquery, null::tsquery, words, most;
  end $$;
grant execute on function catalog.similar_apps(text, integer) to palier_app;

-- These read all that match, so they walk no order.
create or replace function catalog.count_found_apps(typed text, filter text, fuzzy boolean, upto integer) returns integer
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off
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

-- How many of the apps that a search finds have each tag, licence and author: the `most` frequent of each, and all together.
-- It reads all that match, so it walks no order.
create or replace function catalog.count_facets(typed text, filter text, fuzzy boolean, most integer)
    returns table (facet text, value text, apps integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off
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
grant execute on function catalog.count_facets(text, text, boolean, integer) to palier_app;
