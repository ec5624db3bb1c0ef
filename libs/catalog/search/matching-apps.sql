-- Whether somebody who meant a text, or one that begins with what they meant, typed another with one mistake at most: a letter
-- too many, one too few, another one, or two that are swapped.
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
-- word, of the first ten, that resembles each one typed; 0 where none does. Of these first those with the same first letter,
-- with more digits of downloads, and the shorter ones. Spaces do not count in the first two. The score of what resembles is
-- between those of the other parts of ranked_apps, 950,000 and 1,000,000.
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

-- SQL of the entries of names that may resemble what was typed, at most 500 for each way, with their likeness, in which $1 is
-- the tenant, $2 the filter and $4 the words. Each way is a search in the index of spellings. Of a store that was never
-- analysed the planner would rather read all entries of the tenant, or all with the tags of the filter, and make the spellings
-- of each: minutes, for thousands. So the functions behind = and @@ stand for these: they compare in the same way, but no index
-- serves them.
create or replace function catalog.similar_entries(words text, filter text) returns text
  language sql immutable
  return (
    with typed (letters) as (values (replace(words, ' ', ''))), near (condition) as (
      select format('catalog.spellings_of(e.tenant_id, e.name_words) && catalog.spellings_near($1, ''='', %L, 32)', letters)
        from typed
      union all
      select format('catalog.spellings_of(e.tenant_id, e.name_words) && catalog.spellings_near($1, ''%1$s'', %2$L, %1$s)',
        case when length(letters) < 8 then 5 else 8 end, letters) from typed where length(letters) >= 5
      union all
      select string_agg(
          format('catalog.spellings_of(e.tenant_id, e.name_words) && catalog.spellings_near($1, ''w'', %L, 24)', word), ' and ')
        from unnest(string_to_array(words, ' ')) as word where length(word) >= 5)
    select format('select distinct on (app_id) * from (%s) as near order by app_id', string_agg(format(
        '(select e.app_id, e.name_key, e.created_at, e.updated_at, e.downloads, e.tags, e.licence, e.author,
            catalog.likeness($4, e.name_words, e.downloads) as score
          from catalog.search_entries e where %s and uuid_eq(e.tenant_id, $1)%s limit 500)',
        condition, case when filter is null then '' else ' and ts_match_vq(e.document, $2)' end), ' union all '))
      from near where condition is not null);

-- SQL of entries that meet a condition, with a score. In all such SQL $1 is the tenant in force, $2 the filter, $3 the words as
-- a query, and $4 the words.
create or replace function catalog.entries_with(score text, filter text, condition text) returns text
  language sql immutable
  return format('select e.app_id, e.name_key, e.created_at, e.updated_at, e.downloads, e.tags, e.licence, e.author, %s as score
    from catalog.search_entries e where e.tenant_id = $1%s%s',
    score, case when filter is null then '' else ' and e.document @@ $2' end, condition);

-- SQL of the condition that an entry has the words. Its author and licence are searched by filters alone.
create or replace function catalog.in_document(words text) returns text
  language sql immutable
  return ' and e.document @@ $3' || catalog.with_runs(words,
    'ts_delete(e.document, array_remove(array[''#author:'' || e.author, ''#licence:'' || e.licence], null))');

-- SQL of the entries that have the words. Null words select all, words that are empty none.
create or replace function catalog.matching_apps(words text, filter text) returns text
  language sql immutable
  return catalog.entries_with('0', filter,
    case when words is null then '' when words = '' then ' and false' else catalog.in_document(words) end);

-- SQL of the entries that do not have the words, but a name that resembles them, where fewer than five have them. Null where
-- there are less than three letters, or nothing else is asked for than what has the words.
create or replace function catalog.apps_alike(words text, filter text, fuzzy boolean) returns text
  language sql immutable
  return case when fuzzy and length(replace(words, ' ', '')) >= 3 then format(
    '(with exact as materialized (select app_id from (%s) as m limit 5) select * from (%s) as near
      where score > 0 and (select count(*) from exact) < 5 and app_id not in (select app_id from exact))',
    catalog.matching_apps(words, filter), catalog.similar_entries(words, filter)) end;

-- SQL of all entries that a search finds, in no order.
create or replace function catalog.all_matching(words text, filter text, fuzzy boolean) returns text
  language sql immutable
  return catalog.matching_apps(words, filter) || coalesce(' union all ' || catalog.apps_alike(words, filter, fuzzy), '');

-- By relevance, SQL of all entries that a search finds, in parts each of which scores less than the one before, so that a page
-- need not read the rest: those with all words in what ranks, those with a name that resembles them, and those that need the
-- description.
create or replace function catalog.ranked_apps(words text, filter text, fuzzy boolean) returns text[]
  language sql immutable
  return array_remove(array[
    catalog.entries_with('1000000 + (least(ts_rank(''{0, 0.2, 0.5, 1}'', e.head, $3), 0.999) * 1000000)::integer
      + case when e.name_words = $4 then 2000000 when starts_with(e.name_words, $4) then 1000000 else 0 end',
      filter, ' and e.head @@ $3' || catalog.with_runs(words, 'e.head')),
    catalog.apps_alike(words, filter, fuzzy),
    catalog.entries_with('950000', filter, catalog.in_document(words)
      || ' and not (e.head @@ $3' || catalog.with_runs(words, 'e.head') || ')')], null);
