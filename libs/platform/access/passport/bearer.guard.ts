import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { declarationOf } from '#platform/routes';
import { credentialRejected } from '../access.errors.js';
import type { Principal } from '../principal.js';
import { principalOf } from '../request-admission.js';
import { BearerStrategy } from './bearer-strategy.js';

/** A request with Passport's `user`. */
interface PassportRequest {
  raw?: object;
  user?: Principal;
}

/**
 * Verifies the credential again inside Nest, with the pipeline's verifier, and sets `request.user`. A
 * route that misses the pipeline's hooks still refuses requests without a valid credential.
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
    if (granted && !granted.token) {
      // A key, which the pipeline has just looked up in the database.
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
