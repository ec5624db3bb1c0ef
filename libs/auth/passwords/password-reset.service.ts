import { Injectable } from '@nestjs/common';
import type { Tenant } from '#platform/tenancy';
import { emailTokensProblems } from '../email-tokens/email-tokens.errors.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { KnownDevices } from '../known-devices/known-devices.js';
import { Throttle } from '../throttle/throttle.js';
import { Users } from '../users/users.js';
import { VerifiedUsers } from '../users/verified-users.js';
import { PasswordReplacement } from './password-replacement.js';
import { aboutUser } from './password-rules.js';
import { Passwords } from './passwords.js';

const purpose = 'reset-password';

/** Resets a forgotten password with a mailed link. */
@Injectable()
export class PasswordReset {
  constructor(
    private readonly users: Users,
    private readonly verified: VerifiedUsers,
    private readonly tokens: EmailTokens,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
    private readonly replacement: PasswordReplacement,
    private readonly devices: KnownDevices,
  ) {}

  /**
   * Sets the password, ends every session and revokes the personal keys. The link came by mail, so the address is proven too, and the device that
   * it was opened on is known from now on: others' tries keep its user out no longer.
   *
   * @param network where the request comes from
   * @returns the token of that device, to be shown once
   * @throws Problem `email_token_invalid` (400); `weak_password` (400) and `quota_exceeded` (402) for whoever
   *   is unverified and finds no seat, after which the link still works; `sign_in_busy`, `sessions_unavailable`, `revocation_not_told` (503)
   */
  async reset(tenant: Tenant, secret: string, password: string, network: string): Promise<string> {
    const tenantId = tenant.id;
    const userId = await this.tokens.holderOf(tenantId, secret, purpose);
    const user = userId && (await this.users.byId(tenantId, userId));
    if (!user || user.state === 'deactivated') throw emailTokensProblems.email_token_invalid();
    await this.passwords.check(password, aboutUser(user, tenant));
    const hash = await this.passwords.hash(password, { tenantId, network });
    const replacement = { tenantId, userId: user.id, action: 'auth.password.reset', ends: 'all' } as const;
    let deviceToken = '';
    await this.replacement.replace(replacement, async (tx) => {
      // The user's row before the token: deleting and taking over a user lock in the same order.
      await this.users.setPassword(tx, user.id, hash, 'chosen');
      if (!(await this.tokens.redeem(tx, secret, purpose))) throw emailTokensProblems.email_token_invalid();
      await this.verified.verify(tx, user.id);
      deviceToken = await this.devices.add(tx, tenantId, user.id);
    });
    await this.throttle.forget(tenantId, 'passwords', user.id);
    return deviceToken;
  }
}
