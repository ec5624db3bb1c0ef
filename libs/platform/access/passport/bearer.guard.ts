import type { IncomingMessage } from 'node:http';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { declarationOf } from '#platform/routes';
import { credentialRejected } from '../access.errors.js';
import type { Principal } from '../principal.js';
import { principalOf } from '../request-admission.js';
import { BearerStrategy } from './bearer-strategy.js';

/** A request with Passport's `user`. */
interface PassportRequest {
  raw: IncomingMessage;
  user?: Principal;
}

/**
 * Sets `request.user` inside Nest. What the pipeline did not admit is verified here by Passport, with the pipeline's
 * verifier: a route that misses the pipeline's hooks still refuses requests without a valid credential. A token is also
 * verified again after a body, during which it may have expired.
 */
@Injectable()
export class BearerGuard extends AuthGuard() {
  constructor(strategy: BearerStrategy) {
    super({ defaultStrategy: strategy.name });
  }

  /** @throws Problem `unauthenticated` (401) without a valid credential on a route that is not public */
  override canActivate(context: ExecutionContext): ReturnType<CanActivate['canActivate']> {
    const access = declarationOf(context.getHandler())?.access;
    if (access?.kind !== 'allow') return true;
    const request = context.switchToHttp().getRequest<PassportRequest>();
    const granted = principalOf(request);
    // A key is not looked up in the database a second time. A token without a body after it was verified a moment ago, and
    // Passport would take a sixth of a small answer's time.
    if (granted && !(granted.token && hasBody(request.raw))) {
      request.user = granted;
      return true;
    }
    return super.canActivate(context);
  }

  override handleRequest<User = Principal>(error: unknown, principal: User | false, refusal: unknown): User {
    if (principal) return principal;
    throw error ?? refusal ?? credentialRejected();
  }
}

/** Whether the client announces a body (RFC 9112 §6), for which the server waits between the pipeline and the guard. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}
