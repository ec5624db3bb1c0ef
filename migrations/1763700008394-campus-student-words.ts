import { declareTable, migration } from '#platform/database';

/** What separates words: in ASCII all but letters and digits, then punctuation and spaces of Unicode. As in `search-words.ts`. */
const separators = '[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+';

const table = `
  create table campus.student_words (
    tenant_id   uuid not null,
    student_id  uuid not null,
    -- A word as it is, or after ~ a word without one of its letters.
    word        text collate "C" not null,
    primary key (tenant_id, student_id, word),
    foreign key (tenant_id, student_id) references campus.students on delete cascade
  );
  create index student_words_by_word on campus.student_words (tenant_id, word, student_id);
  grant select, insert, delete on campus.student_words to palier_app`;

const words = `
  -- Each text that is the word without one letter; none of a short or very long word, or of one with digits.
  create function campus.without_one_letter(word text) returns setof text language sql immutable as $$
    select distinct overlay(word placing '' from i for 1) from generate_series(1, length(word)) i
    where length(word) between 5 and 30 and word !~ '[0-9]' $$;

  create function campus.words_of(texts text) returns setof text language sql immutable as $$
    with words as (
      select distinct w from regexp_split_to_table(
        lower(regexp_replace(normalize(texts, NFKD), '[\\u0300-\\u036f]', '', 'g')), '${separators}') w
      where w <> '')
    select w from words union all select distinct '~' || v from words, campus.without_one_letter(w) v $$`;

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
  -- The students who have all of these words. A word is found by its beginning; one of five letters or more also where it
  -- becomes the same once it, or the student's, or both lose one letter. A single word of one or two letters would be that of
  -- most students: it is the beginning of the name.
  create function campus.find_students(given text[]) returns setof uuid language plpgsql stable as $$
    declare
      looked_for text;
      upto text;
      near text[];
      found_ids uuid[];
    begin
      if cardinality(given) = 1 and length(given[1]) < 3 then
        return query select s.id from campus.students s where s.name_key >= given[1] and s.name_key < given[1] || chr(1114111);
        return;
      end if;
      -- The longest word first: it has the fewest students.
      for looked_for in select g from unnest(given) g order by length(g) desc loop
        upto := looked_for || chr(1114111);
        near := array(select distinct unnest(array['~' || looked_for, v, '~' || v]) from campus.without_one_letter(looked_for) v);
        if found_ids is not null and length(looked_for) < 3 then
          -- So many words begin with it that those of the students who are left are read instead.
          found_ids := array(select distinct w.student_id from campus.student_words w
            where w.student_id = any (found_ids) and w.word >= looked_for and w.word < upto);
        else
          found_ids := array(
            select f.student_id from (
              select w.student_id from campus.student_words w where w.word >= looked_for and w.word < upto
              union
              select w.student_id from campus.student_words w where w.word = any (near)) f
            where found_ids is null or f.student_id in (select unnest(found_ids)));
        end if;
        exit when found_ids = '{}';
      end loop;
      return query select unnest(found_ids);
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
  `grant execute on function campus.without_one_letter(text), campus.words_of(text), campus.find_students(text[]) to palier_app`,
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
