import { anyOf, type Statement, samples, statement } from '#platform/database';
import type { PersonKind } from './accounts.sql.js';

/** Somebody who may be invited. */
export interface Invitee {
  readonly id: string;
  readonly email: string;
  readonly userId: string | null;
  readonly invitedAt: Date | null;
}

interface InvitationStatements {
  readonly byIds: Statement<Invitee, [ids: readonly string[]]>;
  /** The next who have no account, by id; of students those who are enrolled in the open year. */
  readonly withoutAccount: Statement<Invitee, [after: string, count: number]>;
  /** No row where they got an account, or were invited since then. */
  readonly mark: Statement<{ email: string }, [id: string, since: Date]>;
}

const row = 'p.id, p.email, p.user_id as "userId", p.invited_at as "invitedAt"';
const enrolled = `and exists (select from campus.enrolments e
  where e.student_id = p.id and e.state = 'active' and e.year_id = (select y.id from campus.years y where y.state = 'open'))`;

const statementsOf = (kind: PersonKind): InvitationStatements => {
  const [table, index] = [`campus.${kind}`, `${kind}_pkey`];
  return {
    byIds: statement({
      name: `${table}.to-invite`,
      index,
      text: `select ${row} from ${table} p where p.id = ${anyOf('$1::uuid[]')}`,
      sample: [[samples.id]],
    }),
    withoutAccount: statement({
      name: `${table}.without-account`,
      index,
      text: `select ${row} from ${table} p where p.id > $1 and p.user_id is null ${kind === 'students' ? enrolled : ''}
        order by p.id limit $2`,
      sample: [samples.id, 1000],
    }),
    mark: statement({
      name: `${table}.mark-invited`,
      index,
      // Not before the time of the operation, whatever the clocks: it would invite them again.
      text: `update ${table} set invited_at = greatest(now(), $2::timestamptz)
        where id = $1 and user_id is null and (invited_at is null or invited_at < $2::timestamptz) returning email`,
      sample: [samples.id, samples.time],
    }),
  };
};

export const invitations: Readonly<Record<PersonKind, InvitationStatements>> = {
  students: statementsOf('students'),
  professors: statementsOf('professors'),
  staff: statementsOf('staff'),
};
