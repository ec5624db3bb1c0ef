import { Injectable } from '@nestjs/common';
import type { Role } from '#platform/access';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import type { Tenant } from '#platform/tenancy';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import type { UserRegistered, UserRoleChanged } from '../events/index.js';
import { aboutUser } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { parseToken } from '../tokens/secret-token.js';
import type { NewUser, TakenOver, User } from '../users/user.js';
import { actingUser, registered } from '../users/user.js';
import { Users } from '../users/users.js';
import { VerifiedUsers } from '../users/verified-users.js';
import type { AcceptanceDto } from './invitations.dto.js';
import { invitationsProblems } from './invitations.errors.js';
import { acceptInvitation, invitationBySecret } from './invitations.sql.js';

/** The user who accepted, and the former role where they replace an unverified user. */
type Joined = TakenOver | { readonly user: User; readonly formerRole?: undefined };

/**
 * Creates the users who accept an invitation. Their address is proven, since the link was mailed to it. So they
 * replace an unverified user who registered with the same address.
 */
@Injectable()
export class Acceptance {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly verified: VerifiedUsers,
    private readonly tokens: EmailTokens,
  ) {}

  /**
   * @param network the network address of the client
   * @throws Problem `invitation_void` (400), also where a user has proven the address by now; `weak_password` (400),
   *   `quota_exceeded` (402), `sign_in_busy` (503)
   */
  async accept(tenant: Tenant, { token, name, password }: AcceptanceDto, network: string): Promise<User> {
    const given = parseToken(token);
    if (!given) throw invitationsProblems.invitation_void();
    const secret = [given.id, given.hash] as const;
    const { email } = await this.openOne(tenant.id, secret);
    await this.passwords.check(password, aboutUser({ email, name }, tenant));
    const passwordHash = await this.passwords.hash(password, { tenantId: tenant.id, network });
    return this.database.transaction({ tenantId: tenant.id }, async (tx) => {
      const [invitation] = await tx.run(acceptInvitation, ...secret);
      if (!invitation) throw invitationsProblems.invitation_void();
      const { id: invitationId, role, locale } = invitation;
      const joining = { email, name, role, passwordHash, ...(locale && { locale }) };
      const { user, formerRole } = await this.join(tx, tenant.id, joining);
      const userId = user.id;
      const details = { invitationId, role };
      await inActor(actingUser(tenant.id, userId), () =>
        this.audit.record(tx, { action: 'auth.invitation.accepted', targetKind: 'user', targetId: userId, details }),
      );
      if (formerRole) await this.replaced(tx, userId, formerRole, role);
      else await this.events.publish<UserRegistered>(tx, userId, registered({ id: userId, role }));
      return user;
    });
  }

  /** @throws Problem `invitation_void` (400) where a user has proven the address already */
  private async join(tx: Transaction, tenantId: string, user: Omit<NewUser, 'state'>): Promise<Joined> {
    // Both statements find nothing where a user with the address is created or expires between them: try once more.
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const made = await this.users.create(tx, tenantId, { ...user, state: 'active' });
      if (made) return { user: made };
      const taken = await this.users.takeOver(tx, tenantId, user);
      if (taken) return taken;
    }
    throw invitationsProblems.invitation_void();
  }

  /** Voids the links of the user who had registered, and publishes the change of the user, whose id stays the same. */
  private async replaced(tx: Transaction, userId: string, from: Role, to: Role): Promise<void> {
    await Promise.all([this.tokens.void(tx, userId, 'verify-email'), this.tokens.void(tx, userId, 'reset-password')]);
    await this.verified.announce(tx, userId);
    if (from === to) return;
    const data = { userId, from, to };
    await this.events.publish<UserRoleChanged>(tx, userId, { type: 'auth.user.role-changed', version: 1, data });
  }

  /** Checked first, so that no password is hashed for a void link. */
  private async openOne(tenantId: string, secret: readonly [id: string, hash: Buffer]) {
    const [invitation] = await this.database.read({ tenantId }, invitationBySecret, ...secret);
    if (!invitation) throw invitationsProblems.invitation_void();
    return invitation;
  }
}
