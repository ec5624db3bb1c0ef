import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessControl } from './access-control.js';
import { AccessTokenVerifier } from './access-token/access-token-verifier.js';
import { ApiKeys } from './api-keys.js';
import { Credentials } from './credentials.js';
import { KeyChanges } from './key-changes.js';
import { BearerGuard } from './passport/bearer.guard.js';
import { BearerStrategy } from './passport/bearer-strategy.js';
import { CredentialVerifier } from './principal.js';

/** Authentication and authorisation: credentials, the pipeline's check, and the guards that assert it. */
@Global()
@Module({
  providers: [
    ApiKeys,
    KeyChanges,
    AccessTokenVerifier,
    AccessControl,
    BearerStrategy,
    { provide: CredentialVerifier, useClass: Credentials },
    // In this order: a request without a valid credential gets 401 before the check for the pipeline's mark.
    { provide: APP_GUARD, useClass: BearerGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ApiKeys, AccessControl, KeyChanges],
})
export class AccessModule {}
