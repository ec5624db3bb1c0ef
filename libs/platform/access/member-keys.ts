import type { KeyLookup } from '#platform/routes';
import type { Principal } from './principal.js';

/** The API keys that members make, for machines or for themselves. Supplied by the `auth` context. */
export abstract class MemberKeys {
  /**
   * The principal of a key, undefined when the key is malformed, unknown, expired or revoked. Synchronous where it is in memory.
   *
   * @param keys whether a key may be taken from memory; personal ones never are
   */
  abstract verify(credential: string, keys?: KeyLookup): Principal | undefined | Promise<Principal | undefined>;
}
