import { Injectable } from '@nestjs/common';
import type { RouteAccess } from '#platform/routes';
import { accessProblems, credentialRejected } from './access.errors.js';
import { bearerCredential } from './bearer.js';
import { CredentialVerifier, mayCall, type Principal } from './principal.js';

/** Decides whether a request may go on; the pipeline asks it before anything is parsed. */
@Injectable()
export class AccessControl {
  constructor(private readonly verifier: CredentialVerifier) {}

  /**
   * The principal of a request to a route of this access, undefined on public routes, where
   * credentials are not looked at.
   *
   * @param authorization the header's value; all its values (`authorizationHeaders`)
   *   where a repeated header must be noticed, since Node's `headers` keep the first alone
   * @throws Problem `unauthenticated` (401, with `WWW-Authenticate: Bearer`) without a valid credential
   * @throws Problem `forbidden` (403) when the principal lacks the route's permission
   */
  async authorise(
    access: RouteAccess,
    authorization: string | readonly string[] | undefined,
  ): Promise<Principal | undefined> {
    if (access.kind === 'public') return undefined;
    const principal = await this.verifier.verify(bearerCredential(authorization));
    if (!principal) throw credentialRejected();
    if (!mayCall(principal, access.permission)) throw accessProblems.forbidden({ permission: access.permission });
    return principal;
  }
}
