import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { newId } from '#platform/ids';
import type { Tenant } from '#platform/tenancy';
import { productOf } from '#tenants';
import type { UserRegistered } from '../events/index.js';
import { AuthMails } from '../mails/auth-mails.js';
import type { AuthMail } from '../mails/letter.js';
import { aboutUser } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { Throttle } from '../throttle/throttle.js';
import { normaliseEmail } from '../users/email-address.js';
import { registered, type User } from '../users/user.js';
import { Users } from '../users/users.js';
import type { RegistrationDto } from './registration.dto.js';
import { registrationProblems } from './registration.errors.js';

/** Registers users, where the tenant's product lets anyone join. */
@Injectable()
export class Registration {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
    private readonly mails: AuthMails,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /**
   * Creates an unverified user and mails them a link, or mails the user who has the address already. Either way it
   * computes one hash and does the same writes, so that neither the answer nor its time reveals which. The password
   * of a verified account is compared only at sign-in, which counts guesses. Registration takes no seat of the
   * plan, so a full tenant answers like any other.
   *
   * @param network the network address of the client
   * @throws Problem `registration_by_invitation`, `registration_closed` (403), `weak_password` (400),
   *   `throttled` (429), `sign_in_busy` (503)
   */
  async register(tenant: Tenant, applicant: RegistrationDto, network: string): Promise<void> {
    const tenantId = tenant.id;
    assertOpen(tenant);
    await this.passwords.check(applicant.password, aboutUser(applicant, tenant));
    await this.throttle.spend(tenantId, 'requests', network);
    const { password, ...person } = applicant;
    const known = await this.users.byEmail(tenantId, person.email);
    const requester = { tenantId, network };
    const unverified = known?.state === 'unverified';
    // Also hashed, and not used, where the address has an account, so that the time is the same.
    const passwordHash = unverified ? undefined : await this.passwords.hash(password, requester);
    const again = unverified && (await this.passwords.repeats(password, known.passwordHash, requester));
    await this.database.transaction({ tenantId }, async (tx) => {
      const user = await this.users.create(tx, tenantId, {
        ...person,
        role: 'member',
        state: 'unverified',
        ...(passwordHash && { passwordHash }),
      });
      // No password was hashed where one was compared: the unverified user it belonged to has expired since.
      const first = passwordHash ? 'verify-email' : 'choose-password';
      const mail: AuthMail = user
        ? { kind: first, userId: user.id }
        : await this.noteTaken(tx, person.email, known, again);
      if (user) await this.announce(tx, user);
      if (await this.throttle.use(tx, 'mails', `register ${normaliseEmail(person.email)}`))
        await this.mails.queue(tx, tenantId, mail);
    });
  }

  private async announce(tx: Transaction, user: User): Promise<void> {
    const line = { action: 'auth.user.registered', targetKind: 'user', targetId: user.id };
    await Promise.all([
      inActor({ kind: 'member', id: user.id }, () => this.audit.record(tx, line)),
      this.events.publish<UserRegistered>(tx, user.id, registered(user)),
    ]);
  }

  /**
   * Makes two writes in one round trip, as for a free address; one after the other for a user who was created since the
   * lookup. Of two different passwords for an unverified address neither is kept: the reader of its mails chooses one.
   * The same password again is a client that retries.
   *
   * @returns the mail to the owner of the address; to a user id that does not exist where the user is gone by now
   */
  private async noteTaken(tx: Transaction, email: string, known: User | undefined, again: boolean): Promise<AuthMail> {
    const note = (targetId: string) =>
      this.audit.record(tx, { action: 'auth.user.registered-again', targetKind: 'user', targetId });
    const [, droppedFrom] = await Promise.all([
      known && note(known.id),
      this.users.dropUnproven(tx, email, again ? known?.id : undefined),
    ]);
    if (droppedFrom && !known) await note(droppedFrom);
    if (droppedFrom) return { kind: 'choose-password', userId: droppedFrom };
    return { kind: again ? 'verify-email' : 'account-exists', userId: known?.id ?? newId() };
  }
}

function assertOpen(tenant: Tenant): void {
  const { registration } = productOf(tenant);
  if (registration === 'invitation') throw registrationProblems.registration_by_invitation();
  if (registration === 'closed') throw registrationProblems.registration_closed();
}
