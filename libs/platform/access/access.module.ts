import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessControl } from './access-control.js';
import { ApiKeyVerifier } from './api-key-verifier.js';
import { ApiKeys } from './api-keys.js';
import { CredentialVerifier } from './principal.js';

/** Who may call what: the keys, the check the pipeline makes and the guard that it was made. */
@Global()
@Module({
  providers: [
    ApiKeys,
    AccessControl,
    { provide: CredentialVerifier, useClass: ApiKeyVerifier },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ApiKeys, AccessControl],
})
export class AccessModule {}
