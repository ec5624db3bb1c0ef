-- What a word could have been: each text with one letter less, one more, another one, or two swapped. None of a short or very
-- long word, or of one with digits. The letters are those of French and those of the two blocks of 128 code points that most
-- letters of the word are of; a block holds all of the small letters of its script. None where that makes more than 8,000
-- texts, which no Latin or Cyrillic word does: each is looked up.
create or replace function campus.words_near(word text) returns setof text
  language sql immutable as $$
  with blocks as (
    select ascii(w) / 128 * 128 as block from regexp_split_to_table(word, '') w where w > 'z' group by 1
      order by count(*) desc, 1 limit 2
  ), letters as (
    select chr(c) as letter from generate_series(97, 122) c
    union select chr(c) from blocks, generate_series(block, block + 127) c where chr(c) = lower(chr(c)) and chr(c) ~ '[[:alpha:]]'
  ), places as (
    select i from generate_series(1, length(word) + 1) i where length(word) between 5 and 30 and word !~ '[0-9]'
      and (select count(*) from letters) * (2 * length(word) + 1) <= 8000
  )
  select overlay(word placing '' from i for 1) from places where i <= length(word)
  union select overlay(word placing letter from i for changed) from places, letters, (values (0), (1)) as v (changed)
  union select overlay(word placing reverse(substr(word, i, 2)) from i for 2) from places where i < length(word)
  except select word $$;
grant execute on function campus.words_near(text) to palier_app;

-- The students of the tenant in force who have all of the first eight different words; none without words. Eight tell students
-- apart; each further one would take as long as the first. A word is found by its beginning; one of five letters or
-- more also where one letter is wrong. A single word of one or two letters would begin a word of most students: it is a whole
-- word, or the beginning of the name.
--
-- Plans for any words, since planning with the hundreds of texts near a word takes longer than the search.
create or replace function campus.find_students(given text[]) returns setof uuid
  language plpgsql stable set plan_cache_mode = force_generic_plan as $$
  declare
    few constant integer := 3000;
    by_length constant text[] := array(select g from (
      select g from unnest(given) with ordinality as t (g, n) group by g order by min(n) limit 8) as words order by length(g) desc);
    read_first text;
    looked_for text;
    near_ids uuid[];
    found_ids uuid[];
  begin
    if cardinality(by_length) = 1 and length(by_length[1]) < 3 and by_length[1] !~ ('[' || platform.unspaced() || ']') then
      return query select s.id from campus.students s where s.name_key >= by_length[1] and s.name_key < by_length[1] || chr(1114111)
        union select w.student_id from campus.student_words w where w.word = by_length[1];
      return;
    end if;
    -- A word that few students have is read first: then it is read in the words of those few who has the others.
    foreach looked_for in array by_length loop
      found_ids := array(select w.student_id from campus.student_words w
        where w.word >= looked_for and w.word < looked_for || chr(1114111) limit few + 1);
      read_first := looked_for;
      exit when cardinality(found_ids) <= few;
    end loop;
    if cardinality(found_ids) > few then
      read_first := by_length[1];
      found_ids := array(select w.student_id from campus.student_words w
        where w.word >= read_first and w.word < read_first || chr(1114111));
    end if;
    found_ids := found_ids || array(select w.student_id from campus.student_words w
      where w.word = any (array(select campus.words_near(read_first))));
    foreach looked_for in array by_length loop
      continue when looked_for = read_first;
      exit when found_ids = '{}';
      near_ids := array(select w.student_id from campus.student_words w
        where w.word = any (array(select campus.words_near(looked_for))));
      if cardinality(found_ids) <= 2 * few then
        found_ids := array(
          select w.student_id from campus.student_words w where w.student_id = any (found_ids)
            and w.word >= looked_for and w.word < looked_for || chr(1114111)
          union (select unnest(found_ids) intersect select unnest(near_ids)));
      else
        found_ids := array(select unnest(found_ids) intersect (select unnest(near_ids) union all
          select w.student_id from campus.student_words w where w.word >= looked_for and w.word < looked_for || chr(1114111)));
      end if;
    end loop;
    return query select distinct unnest(found_ids);
  end $$;
grant execute on function campus.find_students(text[]) to palier_app;
