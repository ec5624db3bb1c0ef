-- The words of a text: lower-case, without accents, parted by what is no letter or digit. `search-words.ts` makes the same
-- words of what somebody types.
create or replace function campus.words_of(texts text) returns setof text language sql immutable as $$
  select distinct w from regexp_split_to_table(
    lower(regexp_replace(normalize(texts, NFKD), '[\u0300-\u036f]', '', 'g')), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+') w
  where w <> '' $$;
grant execute on function campus.words_of(text) to palier_app;

-- Trigger after a statement that inserts students: makes the words by which they are found.
create or replace function campus.note_new_students() returns trigger language plpgsql as $$
  begin
    insert into campus.student_words (tenant_id, student_id, word)
      select s.tenant_id, s.id, w from new_students s, campus.words_of(concat_ws(' ', s.name_key, s.number, s.email)) w;
    return null;
  end $$;

-- Trigger after a statement that updates students: their words, and the copies of their names and numbers in enrolments,
-- follow. Only what differs is written, so that an update of other columns costs nothing here.
create or replace function campus.note_changed_students() returns trigger language plpgsql as $$
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
