import { placesFrom, statement } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import { type SightValues, shownAt } from './announcement-scope.js';
import type { AnnouncementDto } from './announcements.dto.js';

const nameOf = (people: 'professors' | 'staff') =>
  `(select p.name from campus.${people} p where p.user_id = announcements.author_id)`;
const columns = `id, year_id as "yearId", university_id as "universityId", ufr_id as "ufrId", programme_id as "programmeId", level,
    author_id as "authorId", coalesce(${nameOf('professors')}, ${nameOf('staff')}) as "authorName", title, body,
    created_at as "createdAt"`;

/** The announcements that a scope shows, whose values are JSON. */
export const announcementList = declareList<AnnouncementDto, '-createdAt', 'scope'>({
  name: 'campus.announcements',
  columns,
  from: 'campus.announcements',
  filters: {
    scope: { condition: shownAt, parameters: (value) => JSON.parse(value) },
  },
  always: ['scope'],
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});

/** An announcement that the scope shows. */
export const announcementInScope = statement<AnnouncementDto, [id: string, ...sight: SightValues]>(
  'campus.announcements.by-id',
)`
  select ${columns} from campus.announcements where id = $1 and ${shownAt(placesFrom(2))}`;

/** Where an announcement goes, the open year, if one is, and whether the professor teaches that level of the programme. */
export interface AnnouncedPlace extends Pick<AnnouncementDto, 'universityId' | 'ufrId' | 'programmeId'> {
  readonly yearId: string | null;
  readonly taught: boolean;
}

/** The place with this id that is in use, as all is that it is in, or the tenant where it is null. */
export const announcedPlace = statement<
  AnnouncedPlace,
  [placeId: string | null, professorId: string, level: string | null]
>('campus.announcements.place')`
  select p.university_id as "universityId", p.ufr_id as "ufrId", p.programme_id as "programmeId", y.id as "yearId",
      exists (select from campus.professor_subjects t where t.professor_id = nullif($2, '')::uuid
        and t.programme_id = p.programme_id and t.level = $3) as taught
    from (select id as university_id, null::uuid as ufr_id, null::uuid as programme_id from campus.universities
          where id = $1 and archived_at is null
        union all select f.university_id, f.id, null from campus.ufrs f join campus.universities u on u.id = f.university_id
          where f.id = $1 and coalesce(f.archived_at, u.archived_at) is null
        union all select p.university_id, p.ufr_id, p.id from campus.programmes p join campus.ufrs f on f.id = p.ufr_id
          join campus.universities u on u.id = p.university_id
          where p.id = $1 and coalesce(p.archived_at, f.archived_at, u.archived_at) is null
        union all select null, null, null where $1::uuid is null) p
      left join campus.years y on y.state = 'open'`;

export const insertAnnouncement = statement<
  AnnouncementDto,
  [
    tenantId: string,
    id: string,
    yearId: string,
    universityId: string | null,
    ufrId: string | null,
    programmeId: string | null,
    level: string | null,
    authorId: string,
    title: string,
    body: string,
  ]
>('campus.announcements.insert')`
  insert into campus.announcements (tenant_id, id, year_id, university_id, ufr_id, programme_id, level, author_id, title, body)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${columns}`;

/** How many announcements of the last hour are somebody's, and for how many seconds the first of them still counts. */
export const recentAnnouncements = statement<{ made: number; seconds: number }, [authorId: string]>(
  'campus.announcements.recent',
)`
  select count(*)::int as made, ceil(extract(epoch from min(created_at) + interval '1 hour' - now()))::int as seconds
    from campus.announcements where author_id = $1 and created_at between now() - interval '1 hour' and now() + interval '1 minute'`;

/** No row where another request deleted it before. */
export const deleteAnnouncement = statement<{ id: string }, [id: string]>('campus.announcements.delete')`
  delete from campus.announcements where id = $1 returning id`;
