import { statement } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import type { Level } from '../scopes/scope.js';
import type { Place } from './notifier.js';

/** For whom something is: the students of a year at a place, perhaps of one level. */
export interface Audience extends Place {
  readonly yearId: string;
  readonly chapterId: string | null;
}

/** The audience of a chapter: no row where it is not published, or no year is open. */
export const audienceOfChapter = statement<Audience, [id: string]>('campus.readers.of-chapter')`
  select y.id as "yearId", c.university_id as "universityId", c.ufr_id as "ufrId", c.programme_id as "programmeId", c.level,
      c.id as "chapterId"
    from campus.chapters c join campus.years y on y.state = 'open' where c.id = $1 and c.state = 'published'`;

/** The audience of an announcement: no row where its year is closed, when its students read it no more. */
export const audienceOfAnnouncement = statement<Audience, [id: string]>('campus.readers.of-announcement')`
  select a.year_id as "yearId", a.university_id as "universityId", a.ufr_id as "ufrId", a.programme_id as "programmeId", a.level,
      null as "chapterId" from campus.announcements a join campus.years y on y.id = a.year_id and y.state = 'open' where a.id = $1`;

/** Those about whom was decided where they pass: of the year that opens. */
export const audienceOfPassages = statement<Audience, [yearId: string]>('campus.readers.of-passages')`
  select id as "yearId", null as "universityId", null as "ufrId", null as "programmeId", null as level, null as "chapterId"
    from campus.years where id = $1`;

/** An enrolment, or a student of a plan, and the account of the student. */
export interface ReaderRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly userId: string | null;
}

/** Before all enrolments. */
export const FIRST_READER: Pick<ReaderRow, 'id' | 'createdAt'> = {
  id: NIL_ID,
  createdAt: new Date(0),
};

/** Enrolments that one step reads. */
export const AT_ONCE = 1000;

type Values = [yearId: string, placeId: string | null, level: Level | null, createdAfter: Date, afterId: string];

/** The next enrolments of an audience that are active, after one: in the order of the index of its narrowest place. */
const next = (place: string, column?: string) =>
  statement<ReaderRow, Values>(`campus.readers.in-${place}`)`
    select id, created_at as "createdAt",
        (select s.user_id from campus.students s where s.id = enrolments.student_id) as "userId"
      from campus.enrolments
      where year_id = $1 and ${column ? `${column} = $2` : '$2::uuid is null'} and ($3::text is null or level = $3)
        and state = 'active' and (created_at, id) > ($4, $5)
      order by created_at, id limit ${AT_ONCE}`;

const readersIn = {
  programme: next('programme', 'programme_id'),
  ufr: next('ufr', 'ufr_id'),
  university: next('university', 'university_id'),
  year: next('year'),
};

/** The next students of lines that were applied for a year, after one. */
export const passedReaders = statement<ReaderRow, [yearId: string, afterId: string]>('campus.readers.passed')`
  select l.id, 'epoch'::timestamptz as "createdAt", (select s.user_id from campus.students s where s.id = l.id) as "userId"
    from (select distinct student_id as id from campus.passage_lines
      where year_id = $1 and state = 'applied' and student_id > $2 order by student_id limit ${AT_ONCE}) l order by l.id`;

/** The statement for the readers of an audience, and the id of the place that it is asked for. */
export function readersOf({ programmeId, ufrId, universityId }: Omit<Place, 'level'>) {
  if (programmeId) return { statement: readersIn.programme, placeId: programmeId };
  if (ufrId) return { statement: readersIn.ufr, placeId: ufrId };
  return universityId
    ? { statement: readersIn.university, placeId: universityId }
    : { statement: readersIn.year, placeId: null };
}
