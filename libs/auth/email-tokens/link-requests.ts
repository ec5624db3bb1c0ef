import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { AuthMails } from '../mails/auth-mails.js';
import { Throttle } from '../throttle/throttle.js';
import { normaliseEmail } from '../users/email-address.js';
import type { User, UserWithPassword } from '../users/user.js';
import { Users } from '../users/users.js';
import type { EmailPurpose } from './email-tokens.sql.js';

/** The links that anyone may request for an address. */
type RequestedPurpose = Exclude<EmailPurpose, 'cancel-erasure'>;

/** Which users get the link of a purpose when it is requested for their address. */
const isFor: Readonly<Record<RequestedPurpose, (user: User) => boolean>> = {
  'verify-email': ({ state }) => state === 'unverified',
  'reset-password': ({ state }) => state !== 'deactivated',
};

/** Mails links on request, without revealing whether the address has an account. */
@Injectable()
export class LinkRequests {
  private readonly log = new Logger('SignIn');

  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly throttle: Throttle,
    private readonly mails: AuthMails,
  ) {}

  /**
   * Mails a link. For an unknown address, or one that has had its mails of this hour, it does the same work:
   * for an unknown address it queues a mail to a user id that does not exist, which the job drops.
   *
   * @param network where the request comes from
   * @throws Problem `throttled` (429)
   */
  async ask(tenantId: string, email: string, network: string, purpose: RequestedPurpose): Promise<void> {
    await this.throttle.spend(tenantId, 'requests', network);
    const user = await this.users.byEmail(tenantId, email);
    const reader = user && isFor[purpose](user) ? user : undefined;
    await this.mail(tenantId, email, purpose, reader);
  }

  /**
   * Mails the confirmation link again to a user who has just given the right password. Returns at once and
   * starts after the response was sent, so that the response time reveals nothing. A failure is only logged:
   * the user can still request the link.
   */
  remind(user: UserWithPassword): void {
    setImmediate(() => {
      this.mail(user.tenantId, user.email, 'verify-email', user).catch((error: Error) =>
        this.log.warn(`A link to confirm an address was not mailed again: ${error.message}`),
      );
    });
  }

  /**
   * Counts the mails of an address over all tenants, so that an attacker cannot fill a mailbox through many of them. A
   * user with a verified address has a separate count in the tenant, so that requests at other tenants do not use up
   * their own. Both counts are taken for every address, and a mail is always queued: otherwise requests at another
   * tenant would reveal which count applies here, and so who has an account.
   */
  private mail(
    tenantId: string,
    address: string,
    purpose: RequestedPurpose,
    reader: UserWithPassword | undefined,
  ): Promise<void> {
    const email = normaliseEmail(address);
    return this.database.transaction({ tenantId }, async (tx) => {
      const [leftHere, leftAnywhere] = await Promise.all([
        this.throttle.use(tx, 'mails', `${purpose} ${tenantId} ${email}`),
        this.throttle.use(tx, 'mails', `${purpose} anywhere ${email}`),
      ]);
      const left = reader?.state === 'active' ? leftHere : leftAnywhere;
      const userId = reader && left ? reader.id : newId();
      await this.mails.queue(tx, tenantId, { kind: kindFor(purpose, reader), userId });
    });
  }
}

/** A user without a password chooses one with the link that verifies the address. */
function kindFor(
  purpose: RequestedPurpose,
  reader: UserWithPassword | undefined,
): RequestedPurpose | 'choose-password' {
  return purpose === 'verify-email' && reader && !reader.passwordHash ? 'choose-password' : purpose;
}
