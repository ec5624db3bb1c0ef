import { anyOf, statement } from '#platform/database';
import { ofEachKind } from './accounts.sql.js';

/** Somebody who may be invited. */
export interface Invitee {
  readonly id: string;
  readonly email: string;
  readonly userId: string | null;
  readonly invitedAt: Date | null;
  /** Whether they are among all of their kind: of students those who are enrolled in the open year are. */
  readonly included: boolean;
}

const row = 'p.id, p.email, p.user_id as "userId", p.invited_at as "invitedAt"';
/** Looked up for each student: there are fewer without an account than enrolments. */
const enrolled = `left join lateral (select e.id from campus.enrolments e
    where e.student_id = p.id and e.state = 'active' and e.year_id = (select y.id from campus.years y where y.state = 'open')
    limit 1) e on true`;

export const invitations = ofEachKind((kind) => {
  const table = `campus.${kind}`;
  return {
    byIds: statement<Invitee, [ids: readonly string[]]>(`${table}.to-invite`)`
      select ${row}, true as included from ${table} p where p.id = ${anyOf('$1::uuid[]')}`,
    /** The next who have no account, by id. */
    withoutAccount: statement<Invitee, [after: string, count: number]>(`${table}.without-account`)`
      select ${row}, ${kind === 'students' ? 'e.id is not null' : 'true'} as included
        from ${table} p ${kind === 'students' ? enrolled : ''}
        where p.id > $1 and p.user_id is null order by p.id limit $2`,
    /** No row where they got an account, or were invited since then. */
    mark: statement<{ email: string }, [id: string, since: Date]>(`${table}.mark-invited`)`
      -- Not before the time of the operation, whatever the clocks: it would invite them again.
      update ${table} set invited_at = greatest(now(), $2::timestamptz)
        where id = $1 and user_id is null and (invited_at is null or invited_at < $2::timestamptz) returning email`,
  };
});
