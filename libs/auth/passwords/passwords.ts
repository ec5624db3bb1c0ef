/** On whose behalf a password is hashed or compared: what shares out the places in the queue. */
export interface Requester {
  readonly tenantId: string;
  /** Where the request comes from, as `clientOf` tells it. */
  readonly network: string;
  /** Whether it comes from a device that is known to be the account's; places are kept for those. */
  readonly knownDevice?: boolean;
}

/** Hashing on other threads, behind a queue of bounded length. */
export abstract class Passwords {
  /**
   * Checks a password that someone chose, by NIST SP 800-63B.
   *
   * @param about what it must not consist of: the address, the names of user, tenant and product
   * @param field of the body that holds it, for the pointers; `password` where it is left out
   * @throws Problem `weak_password` (400) with a pointer
   */
  abstract check(password: string, about: readonly string[], field?: string): Promise<void>;
  /**
   * The Argon2id hash, in PHC string format.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract hash(password: string, requester: Requester): Promise<string>;
  /**
   * Compares; without a hash it takes as long and says no, and as long as with an imported one, where
   * those came by lately.
   *
   * @param hash Argon2id or bcrypt; `outdated` when it should be made anew with today's parameters
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract verify(password: string, hash: string | undefined, requester: Requester): Promise<'no' | 'yes' | 'outdated'>;
  /**
   * Compares for an account that no password opens: whether it is right takes as long as a no of `verify`.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract verifyForRefusal(password: string, hash: string | undefined, requester: Requester): Promise<boolean>;
  /**
   * Whether a hash of today's parameters is of this password. It costs one `hash` whatever it is given, and no hash of
   * another form is compared.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract repeats(password: string, hash: string | undefined, requester: Requester): Promise<boolean>;
}
