import { statement } from '#platform/database';
import type { Level } from '../scopes/scope.js';

/** A chapter as messages name it. No row where it is published no more. */
export const chapterOfMessage = statement<
  { title: string; subject: string; programmeId: string; level: Level },
  [id: string]
>('campus.webhooks.chapter')`
  select c.title, s.name as subject, c.programme_id as "programmeId", c.level
    from campus.chapters c join campus.subjects s on s.id = c.subject_id where c.id = $1 and c.state = 'published'`;

/** A roster that was applied, as messages name it. No row where it is deleted. */
export const rosterOfMessage = statement<{ year: string; added: number; changed: number }, [id: string]>(
  'campus.webhooks.roster',
)`
  select (select y.name from campus.years y where y.id = r.year_id) as year,
      (r.counts->>'added')::int as added, (r.counts->>'changed')::int as changed
    from campus.rosters r where r.id = $1`;

/** A plan of passages as messages name it: the year into which its students pass, and how many were enrolled. */
export const planOfMessage = statement<{ year: string; students: number }, [id: string]>('campus.webhooks.plan')`
  select (select y.name from campus.years y where y.id = p.to_year_id) as year,
      (select count(*)::int from campus.passage_lines l where l.plan_id = p.id and l.made_id is not null) as students
    from campus.passage_plans p where p.id = $1`;
