import type { KeyObject } from 'node:crypto';

/** The public keys that access tokens are verified with, in memory. Supplied by the `auth` context. */
export abstract class TokenKeys {
  /**
   * The P-256 key of a `kid`, undefined where no key in force has it. An unknown `kid` may be looked
   * up, at a limited rate, however many tokens name one.
   */
  abstract find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined>;
}
