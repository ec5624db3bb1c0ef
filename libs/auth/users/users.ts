import type { Transaction } from '#platform/database';
import type { NewUser, TakenOver, User, UserWithPassword } from './user.js';

/** The users of tenants, for the other parts of this context. Each call is limited to the tenant of `tx`, or to the one given. */
export abstract class Users {
  /** @param email in upper or lower case */
  abstract byEmail(tenantId: string, email: string): Promise<UserWithPassword | undefined>;
  abstract byId(tenantId: string, id: string): Promise<UserWithPassword | undefined>;
  /**
   * Creates a user, who takes one of the tenant's `members` unless unverified. The caller writes the audit line and
   * publishes the event.
   *
   * @returns undefined where the address is taken, also by a concurrent request
   * @throws Problem `quota_exceeded` (402)
   */
  abstract create(tx: Transaction, tenantId: string, user: NewUser): Promise<User | undefined>;
  /** Sets the hash; `rehash` when the password stays the same and only its hash is renewed. */
  abstract setPassword(tx: Transaction, id: string, hash: string, why: 'chosen' | 'rehash'): Promise<void>;
  /** Replaces the hash that was compared; false where it is another one by now. */
  abstract replacePassword(tx: Transaction, id: string, formerHash: string, hash: string): Promise<boolean>;
  /**
   * Takes the password of the user who has this address and has proven nothing yet, so that nobody has one who cannot
   * read its mails; others keep theirs.
   *
   * @param email in whatever case
   * @param sparedId the user who keeps it nevertheless
   * @returns whose it was
   */
  abstract dropUnproven(tx: Transaction, email: string, sparedId?: string): Promise<string | undefined>;
  /**
   * Activates an unverified user, who takes one of the tenant's `members`. False for a user who is active already,
   * deactivated, or deleted.
   *
   * @throws Problem `quota_exceeded` (402)
   */
  abstract verify(tx: Transaction, id: string): Promise<boolean>;
  /**
   * Replaces the unverified user who has the address by a person who has proven it: only the id stays of the
   * registration. Takes one of the tenant's `members`.
   *
   * @returns undefined where no unverified user has the address
   * @throws Problem `quota_exceeded` (402)
   */
  abstract takeOver(tx: Transaction, tenantId: string, user: Omit<NewUser, 'state'>): Promise<TakenOver | undefined>;
  /** Records that a link was mailed to an unverified user, who then has seven more days to open one. */
  abstract linkMailed(tx: Transaction, id: string): Promise<void>;
  /** Records a sign-in. */
  abstract signedIn(tx: Transaction, id: string): Promise<void>;
}
