import { Injectable } from '@nestjs/common';
import type { KeyLookup } from '#platform/routes';
import { AccessTokenVerifier } from './access-token/access-token-verifier.js';
import { ApiKeys } from './api-keys.js';
import { CredentialVerifier, type Principal } from './principal.js';

/** The API keys that members make, for machines or for themselves. Supplied by the `auth` context. */
export abstract class MemberKeys {
  /**
   * The principal of a key, undefined when the key is malformed, unknown, expired or revoked. Synchronous where it is in memory.
   *
   * @param keys whether a key may be taken from memory; personal ones never are
   */
  abstract verify(credential: string, keys?: KeyLookup): Principal | undefined | Promise<Principal | undefined>;
}

/** The users and keys of tenants as they are now, whatever credential they sent before. Supplied by the `auth` context. */
export abstract class Principals {
  /**
   * @param tenantId the tenant that is acted in; operators act in any
   * @param id of a user or of a key
   * @returns undefined for a user who is gone or deactivated, and for a key that was revoked or has expired
   */
  abstract now(tenantId: string, id: string): Promise<Principal | undefined>;
}

/** Verifies every kind of credential. The prefix decides which verifier is called. */
@Injectable()
export class Credentials extends CredentialVerifier {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly memberKeys: MemberKeys,
    private readonly accessTokens: AccessTokenVerifier,
  ) {
    super();
  }

  override verify(credential: string, keys?: KeyLookup): Principal | undefined | Promise<Principal | undefined> {
    if (!credential.startsWith('palier_')) return this.accessTokens.verify(credential);
    if (credential.startsWith('palier_op_')) return this.apiKeys.verify(credential);
    if (/^palier_[spu]k_/.test(credential)) return this.memberKeys.verify(credential, keys);
    return undefined;
  }
}
