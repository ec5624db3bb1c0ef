import { samples, statement } from '#platform/database';
import type { KnownProgramme, RefusalReason, RosterField } from './roster-line.js';
import type { RosterCountsDto } from './rosters.dto.js';

/** Every programme, and the university as it is compared. */
export const knownProgrammes = statement<KnownProgramme>({
  name: 'campus.rosters.programmes',
  text: `select p.id, u.id as "universityId", p."ufrId", p.code, p.levels, u.name_key as university,
      coalesce(p.archived_at, u.archived_at) is not null as archived
    from campus.universities u cross join lateral (
      select p.id, p.ufr_id as "ufrId", p.code, p.levels, coalesce(p.archived_at, f.archived_at) as archived_at
      from campus.programmes p join campus.ufrs f on f.id = p.ufr_id
      where p.university_id = u.id order by p.code offset 0) p`,
});

/** Lines as JSON, a thousand at a time. */
export const insertLines = statement<object, [tenantId: string, rosterId: string, lines: string]>({
  name: 'campus.roster-lines.insert',
  text: `insert into campus.roster_lines
    select $1, $2, l.* from jsonb_to_recordset($3::jsonb) as l (line integer, number text, name text, name_key text, email text,
      university_id uuid, ufr_id uuid, programme_id uuid, level text, state text)`,
  sample: [samples.tenantInForce, samples.id, '[]'],
});

export const insertRefusals = statement<
  object,
  [
    tenantId: string,
    rosterId: string,
    lines: readonly number[],
    numbers: readonly (string | null)[],
    fields: readonly string[],
    reasons: readonly string[],
  ]
>({
  name: 'campus.roster-refusals.insert',
  text: `insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
    select $1, $2, l.* from unnest($3::integer[], $4::text[], $5::text[], $6::text[]) as l`,
  sample: [samples.tenantInForce, samples.id, [2], ['1'], ['name'], ['missing']],
});

/** The universities that the lines name, found once and not for each enrolment. */
export const named = 'any (array(select distinct university_id from campus.roster_lines where roster_id = $1))';

/** Refuses lines that are of this, and says why. */
const refuse = (field: RosterField, reason: RefusalReason, of: string) => `with gone as (
    delete from campus.roster_lines l ${of} returning l.tenant_id, l.roster_id, l.line, l.number
  )
  insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
  select tenant_id, roster_id, line, number, '${field}', '${reason}' from gone`;

/** Refuses lines with an address that another student has. */
export const refuseTakenAddresses = statement<object, [rosterId: string]>({
  name: 'campus.roster-lines.refuse-taken',
  text: refuse(
    'email',
    'taken',
    'using campus.students s where l.roster_id = $1 and s.email = l.email and s.number <> l.number',
  ),
  sample: [samples.id],
});

export const archived = 'coalesce(p.archived_at, f.archived_at, u.archived_at) is not null';
export const withPlaces = `campus.programmes p join campus.ufrs f on f.id = p.ufr_id
  join campus.universities u on u.id = p.university_id`;
/** Who is enrolled there in the year stays there. */
export const enrolledThere = (year: string) =>
  `exists (select from campus.enrolments e where e.year_id = ${year} and e.number = l.number and e.programme_id = l.programme_id)`;

/** Refuses lines that would enrol or move a student into what is archived. */
export const refuseArchived = statement<object, [rosterId: string, yearId: string]>({
  name: 'campus.roster-lines.refuse-archived',
  text: refuse(
    'programme',
    'archived',
    `where l.roster_id = $1 and not ${enrolledThere('$2')}
      and l.programme_id = any (array(select p.id from ${withPlaces} where ${archived}))`,
  ),
  sample: [samples.id, samples.otherId],
});

/**
 * What applying the lines would do. `missing` are students of the year, of universities that the roster names, who are on no
 * line, not even a refused one, and have not left.
 */
export const countChanges = statement<RosterCountsDto & { enrolled: number }, [rosterId: string, yearId: string]>({
  name: 'campus.rosters.count-changes',
  text: `
    with lines as (
      select case when s.id is null or e.id is null then 'added'
        when (s.name, s.email, e.programme_id, e.level, e.state) = (l.name, l.email, l.programme_id, l.level, l.state) then 'unchanged'
        else 'changed' end as effect
      from campus.roster_lines l left join campus.students s on s.number = l.number
        left join campus.enrolments e on e.student_id = s.id and e.year_id = $2
      where l.roster_id = $1
    ), enrolled as (
      select exists (select from campus.roster_lines l where l.roster_id = $1 and l.number = e.number)
        or exists (select from campus.roster_refusals r where r.roster_id = $1 and r.number = e.number) as listed
      from campus.enrolments e where e.year_id = $2 and e.state <> 'left'
        and e.university_id = ${named}
    )
    select count(*) filter (where effect = 'added')::int as added, count(*) filter (where effect = 'changed')::int as changed,
      count(*) filter (where effect = 'unchanged')::int as unchanged,
      (select count(*) from enrolled where not listed)::int as missing, (select count(*) from enrolled)::int as enrolled,
      (select count(*) from campus.roster_refusals where roster_id = $1)::int as refused
    from lines`,
  sample: [samples.id, samples.otherId],
});

export const endCheck = statement<object, [id: string, counts: string]>({
  name: 'campus.rosters.end-check',
  unchecked: 'a tenant has ten rosters at most',
  text: `update campus.rosters set state = 'checked', counts = $2::jsonb, version = version + 1, updated_at = now() where id = $1`,
  sample: [samples.id, '{}'],
});
