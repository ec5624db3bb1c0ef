import { statement } from '#platform/database';
import { declareList, type WithNameKey } from '#platform/lists';
import type { PersonSort } from '../persons/person.dto.js';
import { personColumns, personSortKeys, personStatements } from '../persons/person.sql.js';
import type { StaffMemberDto } from './staff.dto.js';

const columns = `${personColumns}, coalesce((select jsonb_agg(jsonb_build_object('universityId', t.university_id, 'ufrId', t.ufr_id)
    order by t.place_id) from campus.staff_places t where t.staff_id = p.id), '[]') as places`;

export const staffStatements = personStatements<StaffMemberDto>('staff', columns);

export const staffList = declareList<WithNameKey<StaffMemberDto>, PersonSort>({
  name: 'campus.staff',
  onReplica: true,
  columns: `${columns}, p.name_key as "nameKey"`,
  from: 'campus.staff',
  as: 'p',
  sorts: personSortKeys,
});

/** Gives a member of the staff those of these places that there are. */
export const addPlaces = statement<{ id: string }, [staffId: string, places: string]>('campus.staff-places.add')`
  insert into campus.staff_places (tenant_id, staff_id, place_id, university_id, ufr_id)
    select u.tenant_id, $1, coalesce(f.id, u.id), u.id, f.id
    from jsonb_to_recordset($2::jsonb) as place ("universityId" uuid, "ufrId" uuid)
      join campus.universities u on u.id = place."universityId"
      left join campus.ufrs f on f.id = place."ufrId" and f.university_id = u.id
    where place."ufrId" is null or f.id is not null
    returning place_id as id`;

export const removePlaces = statement<object, [staffId: string]>('campus.staff-places.remove')`
  delete from campus.staff_places where staff_id = $1`;
