import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import type { Tenant } from '#platform/tenancy';
import { parseToken } from '../email-tokens/email-token.js';
import type { UserRegistered } from '../events/auth-events.js';
import { aboutUser } from '../passwords/about-user.js';
import { Passwords } from '../passwords/passwords.js';
import { actingUser } from '../sign-in/acting-user.js';
import type { User } from '../users/user.js';
import { Users } from '../users/users.js';
import { invitationsProblems } from './invitations.errors.js';
import { acceptInvitation, invitationBySecret } from './invitations.sql.js';

/** What somebody answers who was invited. */
export interface Answer {
  /** The secret of the mailed link. */
  readonly token: string;
  readonly name: string;
  readonly password: string;
}

/** Makes users of those who accept an invitation. Their address is proven: the link was mailed to it. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /**
   * @param network where the request comes from
   * @throws Problem `invitation_void` (400), also where the address has an account by now; `weak_password` (400),
   *   `quota_exceeded` (402), `sign_in_busy` (503)
   */
  async accept(tenant: Tenant, { token, name, password }: Answer, network: string): Promise<User> {
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
      const user = await this.users.create(tx, tenant.id, {
        email,
        name,
        role,
        state: 'active',
        passwordHash,
        ...(locale && { locale }),
      });
      if (!user) throw invitationsProblems.invitation_void();
      const userId = user.id;
      const details = { invitationId, role };
      await Promise.all([
        inActor(actingUser(tenant.id, userId), () =>
          this.audit.record(tx, { action: 'auth.invitation.accepted', targetKind: 'user', targetId: userId, details }),
        ),
        this.events.publish<UserRegistered>(tx, userId, {
          type: 'auth.user.registered',
          version: 1,
          data: { userId, role },
        }),
      ]);
      return user;
    });
  }

  /** Before a password is hashed for nobody. */
  private async openOne(tenantId: string, secret: readonly [id: string, hash: Buffer]) {
    const [invitation] = await this.database.read({ tenantId }, invitationBySecret, ...secret);
    if (!invitation) throw invitationsProblems.invitation_void();
    return invitation;
  }
}
