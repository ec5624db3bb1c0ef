import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { tenantIdInForce } from '#platform/tenancy';
import { accessProblems } from './access.errors.js';
import type { Principal } from './principal.js';
import { principalIn } from './request-admission.js';

/** Who makes a request, and in which tenant: a signed-in user has a `session`, with a role, and a key has none. */
export interface Caller extends Principal {
  /**
   * The tenant of the path, else the caller's; `platform` for an operator's key on a path without a tenant. A session is
   * refused on the path of another tenant, so for a user it is also their own.
   */
  readonly tenantId: string;
}

/**
 * Gives a handler the caller of its request, as in `@Caller() caller: Caller`.
 *
 * @throws Error on a public route, which has no caller
 */
export const Caller: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => {
    const principal = principalIn(context.switchToHttp().getRequest<object>());
    return { ...principal, tenantId: tenantIdInForce() };
  },
);

/** A user, in their tenant. */
export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * The user whose rows a caller may see, in tables of kind `person`: who is signed in, or as whom a personal key acts.
 *
 * @throws Problem `no_account` (403) for another key
 */
export function personOf(caller: Caller): Person {
  const person = personIn(caller);
  if (!person) throw accessProblems.no_account();
  return person;
}

/** As `personOf`; undefined for a key that acts as no user. */
export function personIn({ tenantId, id, session, userId = session && id }: Caller): Person | undefined {
  return userId === undefined ? undefined : { tenantId, userId };
}
