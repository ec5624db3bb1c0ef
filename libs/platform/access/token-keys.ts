import type { KeyObject } from 'node:crypto';

/** The public keys that access tokens are verified with, in memory. Supplied by the `auth` context. */
export abstract class TokenKeys {
  /**
   * The P-256 key of a `kid`, undefined where none that is in force has it. A `kid` that is not
   * known yet may be looked up, once in a while, however many tokens name one.
   */
  abstract find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined>;
}
