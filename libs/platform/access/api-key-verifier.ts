import { Injectable } from '@nestjs/common';
import { ApiKeys } from './api-keys.js';
import { CredentialVerifier, type Principal } from './principal.js';

/** Knows operators' API keys, the one kind of credential so far. */
@Injectable()
export class ApiKeyVerifier extends CredentialVerifier {
  constructor(private readonly keys: ApiKeys) {
    super();
  }

  override verify(credential: string): Promise<Principal | undefined> {
    return this.keys.verify(credential);
  }
}
