import { statement } from '#platform/database';
import type { Level } from '../scopes/scope.js';
import { type Parent, placeStatements } from './places.sql.js';
import type { ProgrammeDto, StructureDto, UfrDto, UniversityDto } from './structure.dto.js';

export const universityStatements = placeStatements<UniversityDto>('campus.universities', { in: [] });

export const ufrStatements = placeStatements<UfrDto>('campus.ufrs', { in: ['university_id'] });

export const programmeStatements = placeStatements<ProgrammeDto>('campus.programmes', {
  in: ['university_id', 'ufr_id'],
  changed: ['code', 'levels'],
});

/** A university in which a UFR is made: it is neither archived nor deleted before the transaction ends. */
export const keepUniversity = statement<Parent, [id: string]>('campus.universities.keep')`
  select archived_at is not null as archived, jsonb_build_object('university_id', id) as place
    from campus.universities where id = $1 for share`;

/** A UFR in which a programme is made. */
export const keepUfr = statement<Parent, [id: string]>('campus.ufrs.keep')`
  select coalesce(f.archived_at, u.archived_at) is not null as archived,
      jsonb_build_object('university_id', u.id, 'ufr_id', f.id) as place
    from campus.ufrs f join campus.universities u on u.id = f.university_id where f.id = $1 for share`;

interface KeptProgramme extends Parent {
  readonly levels: readonly Level[];
  readonly place: { readonly university_id: string; readonly ufr_id: string; readonly programme_id: string };
}

/** A programme in which a subject is made, or a student enrolled: it keeps its levels until the transaction ends. */
export const keepProgramme = statement<KeptProgramme, [id: string]>('campus.programmes.keep')`
  select coalesce(p.archived_at, f.archived_at, u.archived_at) is not null as archived, p.levels,
      jsonb_build_object('university_id', u.id, 'ufr_id', f.id, 'programme_id', p.id) as place
    from campus.programmes p join campus.ufrs f on f.id = p.ufr_id join campus.universities u on u.id = p.university_id
    where p.id = $1 for share`;

/** A level of a programme that is none of these, and that a subject or an enrolment has. */
export const usedLevelBeside = statement<{ level: Level }, [programmeId: string, levels: readonly string[]]>(
  'campus.programmes.used-level-beside',
)`
  select level from campus.subjects where programme_id = $1 and level <> all ($2)
    union all select level from campus.enrolments where programme_id = $1 and level <> all ($2) limit 1`;

const place = (table: string, ...others: string[]) =>
  `jsonb_build_object(${['id', 'name', 'version', ...others].map((field) => `'${field}', ${table}.${field}`).join(', ')},
    'archived', ${table}.archived_at is not null)`;

/** All of a tenant but subjects, in one row. */
export const structure = statement<StructureDto>('campus.structure.read')`
  select
    coalesce((select jsonb_agg(${place('u')} || jsonb_build_object('ufrs', coalesce((
      select jsonb_agg(${place('f')} || jsonb_build_object('programmes', coalesce((
        select jsonb_agg(${place('p', 'code', 'levels')} order by p.name_key)
          from campus.programmes p where p.ufr_id = f.id), '[]')) order by f.name_key)
        from campus.ufrs f where f.university_id = u.id), '[]')) order by u.name_key)
      from campus.universities u), '[]') as universities,
    coalesce((select jsonb_agg(jsonb_build_object('id', y.id, 'name', y.name, 'startsOn', y.starts_on, 'endsOn', y.ends_on,
        'state', y.state, 'version', y.version) order by y.starts_on, y.id)
      from campus.years y), '[]') as years`;
