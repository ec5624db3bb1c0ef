import { Invitations } from '#auth';
import { Database } from '#platform/database';
import { declareDegradation } from '#platform/degradation';
import { NIL_ID } from '#platform/ids';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Problem } from '#platform/problems';
import type { PersonKind } from './accounts.sql.js';
import { type Invitee, invitations } from './invitations.sql.js';
import { beginWriting, linkProven } from './link-accounts.js';

export interface InvitePeople extends JobPayload {
  readonly kind: PersonKind;
  /** Null for all who have no account. */
  readonly ids: readonly string[] | null;
  readonly inviterId: string;
  /** When it was asked for, as ISO 8601. */
  readonly askedAt: string;
}

const newInvitations = declareDegradation('campus.invitations', {
  from: 3,
  en: 'Invitations of students, professors and staff wait in their queue.',
  fr: 'Les invitations d’étudiants, de professeurs et de personnels attendent dans leur file.',
});

export const invitePeople = defineOperation<InvitePeople>('campus.invite-people', {
  of: 'tenant',
  atOnce: 1,
  mayWait: newInvitations,
  resumes: true,
});

/** People who are read and linked at once. */
const AT_ONCE = 100;
/** For which an invitation is open. */
const SEVEN_DAYS_MS = 7 * 24 * 3_600_000;
/** Refusals that are about one person. */
const ofOnePerson = ['already_member', 'invalid_invitation', 'throttled'];

/**
 * Invites people one by one: an invitation, its mail and the mark that they were invited are one transaction, so that a job
 * that runs again goes on with those who were not.
 */
@HandlesJob(invitePeople)
export class InvitesPeople implements JobHandler<InvitePeople> {
  constructor(
    private readonly database: Database,
    private readonly invitations: Invitations,
  ) {}

  /**
   * @returns how many were invited, were invited before, have an account, or could not be invited
   * @throws Problem `no_longer_allowed`, `role_too_high` (403) where the admin is none any more
   */
  async run(payload: InvitePeople, { signal, progress }: JobContext): Promise<object> {
    const { tenantId, kind, ids, askedAt } = payload;
    const since = new Date(Date.parse(askedAt) - (ids ? 0 : SEVEN_DAYS_MS));
    const counts = { invited: 0, alreadyInvited: 0, linked: 0, refused: 0 };
    let [after, done] = [NIL_ID, 0];
    for (;;) {
      const page = await (ids
        ? this.database.read({ tenantId }, invitations[kind].byIds, ids)
        : this.database.read({ tenantId }, invitations[kind].withoutAccount, after, AT_ONCE));
      const people = page.filter(({ included }) => included);
      const linked = await this.link(tenantId, kind, people);
      for (const person of people) {
        signal.throwIfAborted();
        counts[linked.has(person.id) ? 'linked' : await this.invite(payload, person, since)] += 1;
      }
      done += page.length;
      // How many there will be is not known.
      await progress(done / (done + 10 * AT_ONCE));
      if (ids) counts.refused += ids.length - page.length;
      if (ids || page.length < AT_ONCE) return counts;
      after = page.at(-1)?.id ?? after;
    }
  }

  /** The ids of those who have an account, also one by now. */
  private async link(tenantId: string, kind: PersonKind, people: readonly Invitee[]): Promise<ReadonlySet<string>> {
    const emails = people.flatMap(({ email, userId }) => (userId === null ? [email] : []));
    const linked = await this.database.transaction({ tenantId }, async (tx) => {
      await beginWriting(tx, tenantId);
      return linkProven(tx, kind, emails);
    });
    return new Set([...linked, ...people.flatMap(({ id, userId }) => (userId === null ? [] : [id]))]);
  }

  private async invite({ tenantId, kind, inviterId, askedAt }: InvitePeople, { id, invitedAt }: Invitee, since: Date) {
    // By this operation, before it was interrupted, or by another one.
    if (invitedAt && invitedAt >= since) return invitedAt >= new Date(askedAt) ? 'invited' : 'alreadyInvited';
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        const [marked] = await tx.run(invitations[kind].mark, id, since);
        if (!marked) return 'alreadyInvited';
        const role = kind === 'students' ? 'member' : 'editor';
        await this.invitations.inviteFor(tx, { tenantId, userId: inviterId }, { email: marked.email, role });
        return 'invited';
      });
    } catch (error) {
      if (error instanceof Problem && ofOnePerson.includes(error.code)) return 'refused';
      throw error;
    }
  }
}
