import type { Principal } from './principal.js';

/** The API keys that members make, for machines or for themselves. Supplied by the `auth` context. */
export abstract class MemberKeys {
  /** The principal of a key, undefined when the key is malformed, unknown, expired or revoked. */
  abstract verify(credential: string): Promise<Principal | undefined>;
}
