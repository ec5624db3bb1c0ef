import { declareTable, migration } from '#platform/database';

/** What separates words: in ASCII all but letters and digits, then punctuation and spaces of Unicode. As in `search-words.ts`. */
const separators = '[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+';

const table = `
  create table campus.student_words (
    tenant_id   uuid not null,
    student_id  uuid not null,
    word        text collate "C" not null,
    primary key (tenant_id, student_id, word),
    foreign key (tenant_id, student_id) references campus.students on delete cascade
  );
  create index student_words_by_word on campus.student_words (tenant_id, word, student_id);
  grant select, insert, delete on campus.student_words to palier_app`;

const words = `
  create function campus.words_of(texts text) returns setof text language sql immutable as $$
    select distinct w from regexp_split_to_table(
      lower(regexp_replace(normalize(texts, NFKD), '[\\u0300-\\u036f]', '', 'g')), '${separators}') w
    where w <> '' $$;

  -- What a word could have been: each text with one letter less, one more, another one, or two swapped. None of a short or very
  -- long word, or of one with digits. The letters are those of French and those of the word's own script, whose 128 code points
  -- hold all of its small letters.
  create function campus.words_near(word text) returns setof text language sql immutable as $$
    with places as (
      select i from generate_series(1, length(word) + 1) i where length(word) between 5 and 30 and word !~ '[0-9]'
    ), letters as (
      select chr(c) as letter from generate_series(97, 122) c
      union select l from (select distinct ascii(w) / 128 * 128 as block from regexp_split_to_table(word, '') w where w > 'z') b,
        generate_series(block, block + 127) c, chr(c) l where l = lower(l) and l ~ '[[:alpha:]]'
    )
    select overlay(word placing '' from i for 1) from places where i <= length(word)
    union select overlay(word placing letter from i for changed) from places, letters, (values (0), (1)) as v (changed)
    union select overlay(word placing reverse(substr(word, i, 2)) from i for 2) from places where i < length(word)
    except select word $$`;

const triggers = `
  create function campus.note_new_students() returns trigger language plpgsql as $$
    begin
      insert into campus.student_words (tenant_id, student_id, word)
        select s.tenant_id, s.id, w from new_students s, campus.words_of(concat_ws(' ', s.name_key, s.number, s.email)) w;
      return null;
    end $$;
  create trigger note_new_students after insert on campus.students referencing new table as new_students
    for each statement execute function campus.note_new_students();

  create function campus.note_changed_students() returns trigger language plpgsql as $$
    begin
      delete from campus.student_words w using old_students o, new_students n
        where n.tenant_id = o.tenant_id and n.id = o.id and w.tenant_id = o.tenant_id and w.student_id = o.id
          and (n.name_key, n.number, n.email) is distinct from (o.name_key, o.number, o.email);
      insert into campus.student_words (tenant_id, student_id, word)
        select n.tenant_id, n.id, w from old_students o, new_students n,
          campus.words_of(concat_ws(' ', n.name_key, n.number, n.email)) w
        where n.tenant_id = o.tenant_id and n.id = o.id
          and (n.name_key, n.number, n.email) is distinct from (o.name_key, o.number, o.email);
      update campus.enrolments e set name_key = n.name_key, number = n.number from old_students o, new_students n
        where n.tenant_id = o.tenant_id and n.id = o.id and e.tenant_id = n.tenant_id and e.student_id = n.id
          and (n.name_key, n.number) is distinct from (o.name_key, o.number);
      return null;
    end $$;
  create trigger note_changed_students after update on campus.students
    referencing old table as old_students new table as new_students
    for each statement execute function campus.note_changed_students()`;

const search = `
  -- The students who have all of these words. A word is found by its beginning; one of five letters or more also where one letter
  -- is wrong. A single word of one or two letters would be that of most students: it is the beginning of the name.
  -- Plans for any words, since planning with the hundreds of texts near a word takes longer than the search.
  create function campus.find_students(given text[]) returns setof uuid language plpgsql stable
  set plan_cache_mode = force_generic_plan as $$
    declare
      few constant integer := 3000;
      by_length constant text[] := array(select g from unnest(given) g order by length(g) desc);
      read_first text;
      looked_for text;
      near_ids uuid[];
      found_ids uuid[];
    begin
      if cardinality(given) = 1 and length(given[1]) < 3 then
        return query select s.id from campus.students s where s.name_key >= given[1] and s.name_key < given[1] || chr(1114111);
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
    end $$`;

/**
 * The words by which students are searched. Each student has rows of their own, which go with the student: words shared by all
 * students of the tenant would take less room, and locks to know when the last student of one goes. Triggers of statements keep
 * them, so that rows written in bulk have them too.
 */
export const CampusStudentWords1763700008394 = migration(
  'CampusStudentWords1763700008394',
  table,
  words,
  triggers,
  search,
  `grant execute on function campus.words_near(text), campus.words_of(text), campus.find_students(text[]) to palier_app`,
  declareTable('campus.student_words', {
    kind: 'tenant',
    holds: 'A word of the name, number or address of a student, for the search. It goes with the student.',
    persons: [
      {
        through: 'campus.students',
        erasure: 'delete',
        exports: 'made from the name, number and address of the student',
      },
    ],
  }),
);
