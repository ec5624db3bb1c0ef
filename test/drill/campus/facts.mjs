// What is true of a tenant, as SQL says it: what the answers of the API are compared with.

/** @param client of the superuser */
export async function factsOf(client, { id }) {
  const rows = async (sql) => (await client.query(sql)).rows;
  const counts = async (sql) => new Map((await rows(sql)).map(({ key, total }) => [key, total]));
  const t = `'${id}'`;
  const enrolled = `campus.enrolments where tenant_id = ${t} and year_id = (select id from campus.years where tenant_id = ${t} and state = 'open')`;
  const by = (key) => counts(`select ${key} as key, count(*)::int as total from ${enrolled} group by 1`);
  const account = (table) => `(select id from campus.${table} where tenant_id = ${t} and user_id is not null)`;
  const [own] =
    await rows(`select ${account('professors')} as professor, programme_id as programme, level from ${enrolled}
    and student_id = ${account('students')}`);
  const comments = (key, which) =>
    counts(`select ${key} as key, count(*)::int as total from campus.comments
    where tenant_id = ${t} and parent_id is ${which} group by 1`);
  const notified = `campus.notifications n join auth.users u on u.tenant_id = n.tenant_id and u.id = n.user_id where n.tenant_id = ${t}`;
  const chapters = `campus.chapters where tenant_id = ${t}`;
  return {
    own,
    universities: await by('university_id'),
    programmes: await by('programme_id'),
    states: await by('state'),
    levels: await by(`programme_id || ' ' || level`),
    names: await by('name_key'),
    surnames: await by(`substring(name_key from '[^ ]*$')`),
    beginnings: await by(`left(substring(name_key from '[^ ]*$'), 3)`),
    /** Whom callers look for. */
    sought: await rows(`select s.id, s.name_key as name, s.number, s.email from campus.students s
      where tenant_id = ${t} order by hashtextextended(number, 7) limit 1000`),
    taughtAt: await counts(`select university_id as key, count(distinct professor_id)::int as total
      from campus.professor_subjects where tenant_id = ${t} group by 1`),
    /** By the path of their list. */
    threads: await comments(`chapter_id || '/comments?'`, 'null'),
    answers: await comments(`chapter_id || '/comments?parent=' || parent_id`, 'not null'),
    /** By the name of the user. */
    notified: await counts(`select u.name as key, count(*)::int as total from ${notified} group by 1`),
    unread: await counts(
      `select u.name as key, count(*)::int as total from ${notified} and n.read_at is null group by 1`,
    ),
    plans:
      await rows(`select plan_id as id, count(*)::int as lines, count(problem)::int as undecided, count(reason)::int as "byHand"
      from campus.passage_lines where tenant_id = ${t} group by 1`),
    destinations: await counts(`select plan_id || ' ' || programme_id || ' ' || level as key, count(*)::int as total
      from campus.passage_lines where tenant_id = ${t} and level is not null group by 1`),
    chaptersOf: await counts(`select subject_id as key, count(*)::int as total from ${chapters} group by 1`),
    ofProfessor: (await rows(`select count(*)::int as total from ${chapters} and professor_id = '${own.professor}'`))[0]
      .total,
    ofStudent: (
      await rows(`select count(*)::int as total from ${chapters} and state = 'published'
      and programme_id = '${own.programme}' and level = '${own.level}'`)
    )[0].total,
  };
}
