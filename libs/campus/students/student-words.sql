-- The different words of a text, for the search, which matches their beginnings. A run of letters that is written without spaces
-- may hold a word anywhere: it is there from each of its letters on.
create or replace function campus.words_of(texts text) returns setof text
  language sql immutable as $$
  select distinct substr(w, at) from string_to_table(platform.searchable(texts), ' ') w,
      generate_series(1, case when w ~ ('^[' || platform.unspaced() || ']') then length(w) else 1 end) at
    where w <> '' $$;
grant execute on function campus.words_of(text) to palier_app;

-- The trigger of statements that add students: adds the words of their names, numbers and addresses.
create or replace function campus.note_new_students() returns trigger
  language plpgsql as $$
  begin
    insert into campus.student_words (tenant_id, student_id, word)
      select s.tenant_id, s.id, w from new_students s, campus.words_of(concat_ws(' ', s.name, s.number, s.email)) w;
    return null;
  end $$;

-- The trigger of statements that change students: makes the words of those anew whose name, number or address changed, and
-- repeats name and number at their enrolments.
create or replace function campus.note_changed_students() returns trigger
  language plpgsql as $$
  begin
    delete from campus.student_words w using old_students o, new_students n
      where n.tenant_id = o.tenant_id and n.id = o.id and w.tenant_id = o.tenant_id and w.student_id = o.id
        and (n.name, n.number, n.email) is distinct from (o.name, o.number, o.email);
    insert into campus.student_words (tenant_id, student_id, word)
      select n.tenant_id, n.id, w from old_students o, new_students n,
        campus.words_of(concat_ws(' ', n.name, n.number, n.email)) w
      where n.tenant_id = o.tenant_id and n.id = o.id
        and (n.name, n.number, n.email) is distinct from (o.name, o.number, o.email);
    update campus.enrolments e set name_key = n.name_key, number = n.number from old_students o, new_students n
      where n.tenant_id = o.tenant_id and n.id = o.id and e.tenant_id = n.tenant_id and e.student_id = n.id
        and (n.name_key, n.number) is distinct from (o.name_key, o.number);
    return null;
  end $$;
