import { Injectable } from '@nestjs/common';
import { isRole } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, decodeCursor, encodeCursor, findTotal, offsetOf, type Transaction } from '#platform/database';
import { cursorAnswer, type ListAnswer, listMode, pageAnswer } from '#platform/http';
import { isUuid, newId } from '#platform/ids';
import { makeToken } from '../email-tokens/email-token.js';
import { AuthMails } from '../mails/auth-mails.js';
import { Givers } from '../members/givers.js';
import { assertMayGive } from '../members/member-rules.js';
import { rolesToGive } from '../members/who-may-give-roles.js';
import { Throttle } from '../throttle/throttle.js';
import { isEmailAddress, normaliseEmail } from '../users/email-address.js';
import { Users } from '../users/users.js';
import { invitationsProblems } from './invitations.errors.js';
import {
  type Invitation,
  type InvitationQuery,
  type InvitationSecret,
  Invitations,
  type Inviter,
  type NewInvitation,
} from './invitations.js';
import {
  addSecret,
  forgetInvitations,
  invitationsAfter,
  invitationsAt,
  invitationTotal,
  putInvitation,
  revokeInvitation,
} from './invitations.sql.js';

/** The only order of the list. */
const order = { list: 'auth.invitations', sort: '-createdAt', filter: {}, types: ['timestamp', 'uuid'] } as const;

/** Days that an expired invitation is stored, and how many are deleted at once. */
const keptDays = 30;
const forgetAtOnce = 100;

/** Invitations as rows of PostgreSQL. */
@Injectable()
export class InvitationsService extends Invitations {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly givers: Givers,
    private readonly throttle: Throttle,
    private readonly mails: AuthMails,
    private readonly audit: Audit,
  ) {
    super();
  }

  override async invite(tenantId: string, given: NewInvitation, inviter?: Inviter): Promise<Invitation> {
    const { role, locale } = given;
    const email = normaliseEmail(given.email);
    if (!isEmailAddress(email) || !isRole(role)) throw invitationsProblems.invalid_invitation();
    if (inviter) assertMayGive(rolesToGive(inviter.principal, inviter.permission, tenantId), role);
    const known = await this.users.byEmail(tenantId, email);
    // Anyone can register any address, so an unverified user does not own theirs yet.
    if (known && known.state !== 'unverified') throw invitationsProblems.already_member();
    return this.database.transaction({ tenantId }, async (tx) => {
      if (inviter) {
        const { principal, permission } = inviter;
        const now = await this.givers.now(tx, tenantId, principal, permission);
        assertMayGive(rolesToGive(now, permission, tenantId), role);
      }
      await tx.run(forgetInvitations, keptDays, forgetAtOnce);
      const id = newId();
      const by = giverOf(tenantId, inviter);
      const [row] = await tx.run(putInvitation, tenantId, id, email, role, locale ?? null, by.member, by.operator);
      const line = { action: 'auth.invitation.created', targetKind: 'invitation', targetId: id, details: { role } };
      await this.audit.record(tx, line);
      await this.throttle.require(tx, 'invitations', email);
      // Over all tenants it is without a word, and the same work: a refusal would tell what others do.
      const left = await this.throttle.use(tx, 'invitationsAnywhere', email);
      await this.mails.queue(tx, tenantId, { kind: 'invitation', invitationId: left ? id : newId() });
      return row as Invitation;
    });
  }

  override async list(tenantId: string, query: InvitationQuery): Promise<ListAnswer<Invitation>> {
    const mode = listMode(query);
    if (mode.kind === 'page') {
      const offset = offsetOf(mode.number, mode.size);
      const rows = await this.database.read({ tenantId }, invitationsAt, mode.size, offset);
      const total = await findTotal((...asked) => this.database.read({ tenantId }, ...asked), invitationTotal);
      return pageAnswer(rows, mode, total);
    }
    const { cursor, size } = mode;
    const shape = { ...order, tenantId };
    const rows =
      cursor === undefined
        ? await this.database.read({ tenantId }, invitationsAt, size + 1, 0)
        : await this.database.read({ tenantId }, invitationsAfter, ...decodeCursor(cursor, shape), size + 1);
    const shown = rows.slice(0, size);
    const last = rows.length > size ? shown.at(-1) : undefined;
    return cursorAnswer(shown, size, last ? encodeCursor(shape, [last.createdAt.toISOString(), last.id]) : null);
  }

  override async revoke(tenantId: string, id: string): Promise<void> {
    if (!isUuid(id)) throw invitationsProblems.invitation_not_found({ id });
    return this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(revokeInvitation, id);
      if (!row) throw invitationsProblems.invitation_not_found({ id });
      await this.audit.record(tx, { action: 'auth.invitation.revoked', targetKind: 'invitation', targetId: id });
    });
  }

  override async secretFor(tx: Transaction, invitationId: string): Promise<InvitationSecret | undefined> {
    const { secret, hash } = makeToken(invitationId);
    const [row] = await tx.run(addSecret, invitationId, hash);
    if (!row) return undefined;
    const { email, role, locale } = row;
    return { email, role, secret, ...(locale && { locale }) };
  }
}

/** Who is stored as the inviter: a member, who has a row in this tenant, or an operator, who acts in any tenant. */
function giverOf(tenantId: string, inviter: Inviter | undefined) {
  const { principal } = inviter ?? {};
  const member = principal?.session && principal.tenantId === tenantId;
  return { member: member ? principal.id : null, operator: principal && !member ? principal.id : null };
}
