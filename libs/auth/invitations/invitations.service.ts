import { Injectable } from '@nestjs/common';
import { isRole, type Person } from '#platform/access';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { AuthMails } from '../mails/auth-mails.js';
import { Givers } from '../members/givers.js';
import { assertMayGive } from '../members/member-rules.js';
import { rolesToGive } from '../members/who-may-give-roles.js';
import { Throttle } from '../throttle/throttle.js';
import { makeToken } from '../tokens/secret-token.js';
import { isEmailAddress, normaliseEmail } from '../users/email-address.js';
import { actingUser, type User } from '../users/user.js';
import { Users } from '../users/users.js';
import { userByEmail } from '../users/users.sql.js';
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
    const { role } = given;
    const email = addressOf(given);
    if (inviter) assertMayGive(rolesToGive(inviter.principal, inviter.permission, tenantId), role);
    assertMayJoin(await this.users.byEmail(tenantId, email));
    return this.database.transaction({ tenantId }, async (tx) => {
      if (inviter) await this.assertMayStillGive(tx, tenantId, inviter, role);
      return this.put(tx, tenantId, { ...given, email }, giverOf(tenantId, inviter));
    });
  }

  override async inviteFor(tx: Transaction, { tenantId, userId }: Person, given: NewInvitation): Promise<Invitation> {
    const email = addressOf(given);
    assertMayJoin((await tx.run(userByEmail, email))[0]);
    // Only the id counts: role and permissions are those of the user's row.
    const session = { id: userId, role: given.role };
    const person = { kind: 'member', id: userId, name: '', permissions: new Set<string>(), tenantId, session } as const;
    await this.assertMayStillGive(tx, tenantId, { principal: person, permission: 'invitations.write' }, given.role);
    const by = { member: userId, operator: null };
    return inActor(actingUser(tenantId, userId), () => this.put(tx, tenantId, { ...given, email }, by));
  }

  private async assertMayStillGive(tx: Transaction, tenantId: string, by: Inviter, role: NewInvitation['role']) {
    const now = await this.givers.now(tx, tenantId, by.principal, by.permission);
    assertMayGive(rolesToGive(now, by.permission, tenantId), role);
  }

  private async put(tx: Transaction, tenantId: string, given: NewInvitation, by: Giver): Promise<Invitation> {
    const { email, role, locale = null } = given;
    const id = newId();
    const [row] = await tx.run(putInvitation, tenantId, id, email, role, locale, by.member, by.operator);
    const line = { action: 'auth.invitation.created', targetKind: 'invitation', targetId: id, details: { role } };
    await this.audit.record(tx, line);
    await this.throttle.require(tx, 'invitations', email);
    // Over all tenants it is without a word, and the same work: a refusal would tell what others do.
    const left = await this.throttle.use(tx, 'invitationsAnywhere', email);
    await this.mails.queue(tx, tenantId, { kind: 'invitation', invitationId: left ? id : newId() });
    return row as Invitation;
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
    const { text: secret, hash } = makeToken(invitationId);
    const [row] = await tx.run(addSecret, invitationId, hash);
    if (!row) return undefined;
    const { email, role, locale } = row;
    return { email, role, secret, ...(locale && { locale }) };
  }
}

interface Giver {
  readonly member: string | null;
  readonly operator: string | null;
}

/** Who is stored as the inviter: a member, who has a row in this tenant, or an operator, who acts in any tenant. */
function giverOf(tenantId: string, inviter: Inviter | undefined): Giver {
  const { principal } = inviter ?? {};
  const member = principal?.session && principal.tenantId === tenantId;
  return { member: member ? principal.id : null, operator: principal && !member ? principal.id : null };
}

/** @throws Problem `invalid_invitation` (400) */
function addressOf({ email, role }: NewInvitation): string {
  const address = normaliseEmail(email);
  if (!isEmailAddress(address) || !isRole(role)) throw invitationsProblems.invalid_invitation();
  return address;
}

/**
 * Anyone can register any address, so an unverified user does not own theirs yet.
 *
 * @throws Problem `already_member` (409)
 */
function assertMayJoin(known: Pick<User, 'state'> | undefined): void {
  if (known && known.state !== 'unverified') throw invitationsProblems.already_member();
}
