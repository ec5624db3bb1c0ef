/** The client for whom a password is hashed or compared; the places in the queue are shared out by these fields. */
export interface Requester {
  readonly tenantId: string;
  /** The network address of the client, as `clientOf` returns it. */
  readonly network: string;
  /** Whether the request comes from a known device of the account; places are reserved for those. */
  readonly knownDevice?: boolean;
}

/** Hashes and compares passwords on other threads, behind a queue of bounded length. */
export abstract class Passwords {
  /**
   * Checks a chosen password against the rules of NIST SP 800-63B.
   *
   * @param about words that it must not be made of: the address, the names of user, tenant and product
   * @param field the field of the body that holds it, for the pointers; `password` by default
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
   * Compares a password with a hash. Without a hash it answers `no` after the same time; where imported hashes were
   * compared lately, every `no` takes as long as theirs.
   *
   * @param hash Argon2id or bcrypt
   * @returns `outdated` when the password is right and should be hashed again with the current parameters
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract verify(password: string, hash: string | undefined, requester: Requester): Promise<'no' | 'yes' | 'outdated'>;
  /**
   * Compares for an account that must be refused even with the right password: always takes as long as a `no` of `verify`.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract verifyForRefusal(password: string, hash: string | undefined, requester: Requester): Promise<boolean>;
  /**
   * Whether a hash with the current parameters is of this password; false for a hash of another form. It always costs
   * one hash computation.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  abstract repeats(password: string, hash: string | undefined, requester: Requester): Promise<boolean>;
}
