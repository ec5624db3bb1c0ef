import { Injectable } from '@nestjs/common';
import { isRole } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
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
  type InvitationSecret,
  Invitations,
  type Inviter,
  type NewInvitation,
} from './invitations.js';
import { addSecret, invitationList, putInvitation, revokeInvitation } from './invitations.sql.js';

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

  override list(tenantId: string, query: ListQuery): Promise<ListAnswer<Invitation>> {
    return readList(rowsOfTenant(this.database, tenantId), invitationList, query);
  }

  override async revoke(tenantId: string, id: string): Promise<void> {
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
