import type { IncomingMessage } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import passport from 'passport';
import { Strategy, type VerifiedCallback } from 'passport-jwt';
import { credentialRejected } from '../access.errors.js';
import { authorizationHeaders, bearerCredential } from '../bearer.js';
import { CredentialVerifier, type Principal } from '../principal.js';

type JwtVerifier = (
  token: string,
  verifier: CredentialVerifier,
  options: object,
  done: (refusal: unknown, principal?: Principal) => void,
) => void;

/**
 * In the place of jsonwebtoken, which would check other things than the pipeline did: the verifier
 * of the deployment comes where a secret is expected, so that each application of a process has its own.
 */
const verifyToken: JwtVerifier = (token, verifier, _options, done) => {
  const settle = (principal: Principal | undefined) => (principal ? done(null, principal) : done(credentialRejected()));
  const found = verifier.verify(token);
  if (found instanceof Promise) found.then(settle, done);
  else settle(found);
};
(Strategy as unknown as { JwtVerifier: JwtVerifier }).JwtVerifier = verifyToken;

let made = 0;

/** Passport's JWT strategy over the one verifier, under a name of its own in each application. */
@Injectable()
export class BearerStrategy extends Strategy implements OnModuleDestroy {
  constructor(verifier: CredentialVerifier) {
    super(
      {
        jwtFromRequest: ({ raw }: { raw: IncomingMessage }) => bearerCredential(authorizationHeaders(raw.rawHeaders)),
        secretOrKeyProvider: (_request, _token, done) => done(null, verifier as unknown as string),
      },
      (principal: Principal, done: VerifiedCallback) => done(null, principal),
    );
    made += 1;
    this.name = `bearer-${made}`;
    passport.use(this);
  }

  onModuleDestroy(): void {
    passport.unuse(this.name);
  }
}
