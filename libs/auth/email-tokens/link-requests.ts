import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Allowances } from '../allowances/allowances.js';
import { type AuthMail, AuthMails } from '../mails/auth-mails.js';
import { normaliseEmail } from '../users/email-address.js';
import type { User, UserWithPassword } from '../users/user.js';
import { Users } from '../users/users.js';
import type { EmailPurpose } from './email-tokens.js';

/** Whom a link is for that anyone may have sent. */
const isFor: Readonly<Record<EmailPurpose, (user: User) => boolean>> = {
  'verify-email': ({ state }) => state === 'unverified',
  'reset-password': ({ state }) => state !== 'deactivated',
};

/** Has links mailed to whoever asks for one, without a word about who is there. */
@Injectable()
export class LinkRequests {
  private readonly log = new Logger('SignIn');

  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly allowances: Allowances,
    private readonly mails: AuthMails,
  ) {}

  /**
   * For an address that is not there, or has had its mails of this hour, it does the same work and
   * no mail arrives: one to nobody is queued, and dropped by its job.
   *
   * @param network where the request comes from
   * @throws Problem `allowance_used` (429)
   */
  async ask(tenantId: string, email: string, network: string, purpose: EmailPurpose): Promise<void> {
    await this.allowances.spend(tenantId, 'requests', network);
    const user = await this.users.byEmail(tenantId, email);
    const userId = user && isFor[purpose](user) ? user.id : newId();
    const mail = { kind: kindFor(purpose, user), userId };
    await this.mail(tenantId, `${purpose} ${whose(tenantId, email, user)}`, mail);
  }

  /**
   * Has the link to confirm an address mailed again to whoever has just given its password. Returns
   * at once, and begins after the answer has left, so that the time of the answer does not tell.
   * What fails is logged: the link may still be asked for.
   */
  remind(user: User): void {
    const { tenantId, id: userId, email } = user;
    setImmediate(() => {
      const counted = `verify-email ${whose(tenantId, email, user)}`;
      this.mail(tenantId, counted, { kind: 'verify-email', userId }).catch((error: Error) =>
        this.log.warn(`A link to confirm an address was not mailed again: ${error.message}`),
      );
    });
  }

  private mail(tenantId: string, counted: string, mail: AuthMail): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      if (await this.allowances.use(tx, 'mails', counted)) await this.mails.queue(tx, tenantId, mail);
    });
  }
}

/**
 * Over all tenants, so that nobody fills a mailbox by way of many. But who has proven their address to a tenant has
 * their own there, or whoever asked other tenants for links in their name would keep theirs from them.
 */
function whose(tenantId: string, email: string, user: User | undefined): string {
  return `${user?.state === 'active' ? tenantId : 'anywhere'} ${normaliseEmail(email)}`;
}

/** Who has no password yet chooses one by the link that proves the address. */
function kindFor(purpose: EmailPurpose, user: UserWithPassword | undefined): EmailPurpose | 'choose-password' {
  return purpose === 'verify-email' && user && !user.passwordHash ? 'choose-password' : purpose;
}
