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
 * Replaces jsonwebtoken, whose checks differ from the pipeline's. Passport passes the secret of the
 * strategy to this function; the application's `CredentialVerifier` is passed in its place.
 */
const verifyToken: JwtVerifier = (token, verifier, _options, done) => {
  const finish = (principal: Principal | undefined) => (principal ? done(null, principal) : done(credentialRejected()));
  const found = verifier.verify(token);
  if (found instanceof Promise) found.then(finish, done);
  else finish(found);
};
(Strategy as unknown as { JwtVerifier: JwtVerifier }).JwtVerifier = verifyToken;

let made = 0;

/** Passport's JWT strategy, which uses the pipeline's verifier. Each application of a process registers its own name. */
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
