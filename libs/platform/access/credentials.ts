import { Injectable } from '@nestjs/common';
import type { KeyLookup } from '#platform/routes';
import { AccessTokenVerifier } from './access-token/access-token-verifier.js';
import { ApiKeys } from './api-keys.js';
import { MemberKeys } from './member-keys.js';
import { CredentialVerifier, type Principal } from './principal.js';

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
