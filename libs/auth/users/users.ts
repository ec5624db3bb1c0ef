import type { Transaction } from '#platform/database';
import type { NewUser, TakenOver, User, UserWithPassword } from './user.js';

/** The users of tenants, for the nouns of this context. All of it happens within the tenant of `tx`, or the one named. */
export abstract class Users {
  /** @param email in whatever case */
  abstract byEmail(tenantId: string, email: string): Promise<UserWithPassword | undefined>;
  abstract byId(tenantId: string, id: string): Promise<UserWithPassword | undefined>;
  /**
   * Makes a user, who takes one of the tenant's `members` unless unverified. What it means, the caller audits and
   * publishes.
   *
   * @returns undefined where the address is taken, however many ask at once
   * @throws Problem `quota_exceeded` (402)
   */
  abstract create(tx: Transaction, tenantId: string, user: NewUser): Promise<User | undefined>;
  /** Sets the hash; `rehash` when the password stays the same and only its hash is renewed. */
  abstract setPassword(tx: Transaction, id: string, hash: string, why: 'chosen' | 'rehash'): Promise<void>;
  /** Puts a chosen one in the place of the one that was compared; false where that is another by now. */
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
   * Makes an unverified user active, who takes one of the tenant's `members`. False where there is none: active
   * already, deactivated, or gone.
   *
   * @throws Problem `quota_exceeded` (402)
   */
  abstract verify(tx: Transaction, id: string): Promise<boolean>;
  /**
   * Puts somebody who has proven the address in the place of the unverified user who has it: nothing that was said at
   * the registration stays but the id. Takes one of the tenant's `members`.
   *
   * @returns undefined where nobody has the address, or somebody who is not unverified
   * @throws Problem `quota_exceeded` (402)
   */
  abstract takeOver(tx: Transaction, tenantId: string, user: Omit<NewUser, 'state'>): Promise<TakenOver | undefined>;
  /** Notes that a link was mailed to an unverified user, who then has seven more days to open one. */
  abstract linkMailed(tx: Transaction, id: string): Promise<void>;
  /** Notes a sign-in. */
  abstract signedIn(tx: Transaction, id: string): Promise<void>;
}
