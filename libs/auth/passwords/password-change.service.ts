import { Injectable } from '@nestjs/common';
import type { Tenant } from '#platform/tenancy';
import { profileProblems } from '../profile/profile.errors.js';
import { Throttle } from '../throttle/throttle.js';
import { Users } from '../users/users.js';
import type { PasswordChangeDto } from './password.dto.js';
import { PasswordReplacement } from './password-replacement.js';
import { aboutUser } from './password-rules.js';
import { Passwords } from './passwords.js';

/** Lets users change the password that they know. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
    private readonly replacement: PasswordReplacement,
  ) {}

  /**
   * Sets the password and ends every session but the current one, and revokes the personal keys.
   *
   * @param asking the user, their current session, and the network address of the client
   * @throws Problem `wrong_password` (403), `weak_password` (400), `throttled` (429) after ten
   *   wrong passwords an hour, `sign_in_busy`, `sessions_unavailable`, `revocation_not_told` (503)
   */
  async change(
    tenant: Tenant,
    asking: { userId: string; sessionId: string; network: string },
    { currentPassword, newPassword }: PasswordChangeDto,
  ): Promise<void> {
    const { userId, sessionId, network } = asking;
    const tenantId = tenant.id;
    const requester = { tenantId, network };
    await this.throttle.spend(tenantId, 'passwords', userId);
    const user = await this.users.byId(tenantId, userId);
    const matches = await this.passwords.verify(currentPassword, user?.passwordHash, requester);
    if (!user?.passwordHash || matches === 'no') throw profileProblems.wrong_password();
    await this.throttle.forget(tenantId, 'passwords', userId);
    await this.passwords.check(newPassword, aboutUser(user, tenant), 'newPassword');
    const hash = await this.passwords.hash(newPassword, requester);
    const { passwordHash: former } = user;
    const replacement = { tenantId, userId, action: 'auth.password.changed', ends: { except: sessionId } } as const;
    await this.replacement.replace(replacement, async (tx) => {
      // A reset meanwhile must win: it may have been made to lock out someone who knows the former password.
      if (!(await this.users.replacePassword(tx, userId, former, hash))) throw profileProblems.wrong_password();
    });
  }
}
