import { Injectable } from '@nestjs/common';
import type { RouteAccess } from '#platform/routes';
import { platformTenant, type Tenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { credentialRejected } from './access.errors.js';
import { authorizationHeaders, bearerCredential } from './bearer.js';
import { admissionOf } from './granted-access.js';
import { CredentialVerifier, type Principal, requirePermission } from './principal.js';
import { Revocations } from './revocations.js';

/** Routes that are not open to anyone. */
export type Restricted = Extract<RouteAccess, { kind: 'allow' }>;

/** Who may go on. */
export interface Granted {
  readonly principal: Principal;
  /** Whose data the request is about: the principal's own tenant unless the path names another. */
  readonly tenant: Tenant;
  /** Whether a revocation of the last seconds may be unknown here. */
  readonly stale: boolean;
}

/** A request that a handler answers for longer than a moment. */
export interface AdmittedRequest {
  readonly raw: { readonly rawHeaders: string[] };
}

/** How old the feed of revocations may be before that is said, in milliseconds. */
const STALE_AFTER = 5_000;

/** Decides whether a request may go on; the pipeline asks it before anything is parsed. */
@Injectable()
export class AccessControl {
  constructor(
    private readonly verifier: CredentialVerifier,
    private readonly revocations: Revocations,
    private readonly directory: TenantDirectory,
  ) {}

  /**
   * Who makes a request to a route of this access. Synchronous where nobody has to be asked.
   *
   * @param authorization the header's value; all its values (`authorizationHeaders`)
   *   where a repeated header must be noticed, since Node's `headers` keep the first alone
   * @param ofPath the tenant that the path names, where it names one
   * @throws Problem `unauthenticated` (401, with `WWW-Authenticate: Bearer`) without a valid credential
   * @throws Problem `tenant_not_found` (404) when the path names another tenant than the principal's
   * @throws Problem `forbidden` (403) when the principal lacks the route's permission
   * @throws Problem `revocation_unknown` (503) on a strict route, while nobody who knows can be asked
   */
  authorise(
    access: Restricted,
    authorization: string | readonly string[] | undefined,
    ofPath?: Tenant,
  ): Granted | Promise<Granted> {
    const found = this.verifier.verify(bearerCredential(authorization));
    if (found instanceof Promise) return found.then((principal) => this.admit(access, principal, ofPath));
    return this.admit(access, found, ofPath);
  }

  /**
   * Whether a request that was let through would be now: its credential may have expired or been revoked, its key or
   * permission be gone, its tenant be suspended or deleted. Where that cannot be known it is not admitted either: whoever
   * comes again is told why.
   */
  async stillAdmits(request: AdmittedRequest): Promise<boolean> {
    const { access, ofPath } = admissionOf(request) ?? {};
    if (access?.kind !== 'allow') return false;
    const named = ofPath && (ofPath.id === platformTenant.id ? platformTenant : this.directory.byId(ofPath.id));
    if (ofPath && !named) return false;
    try {
      const { tenant } = await this.authorise(access, authorizationHeaders(request.raw.rawHeaders), named);
      return tenant.state === 'active';
    } catch {
      return false;
    }
  }

  /** Begins to hear of revocations; without it every fast route says that what it knows is stale. */
  followRevocations(): Promise<void> {
    return this.revocations.follow();
  }

  private admit(
    access: Restricted,
    principal: Principal | undefined,
    ofPath: Tenant | undefined,
  ): Granted | Promise<Granted> {
    const { token } = principal ?? {};
    if (!principal || (token && this.revocations.isRevoked(token))) throw credentialRejected();
    const tenant = this.tenantOf(principal, ofPath);
    requirePermission(principal, access.permission);
    const stale = token !== undefined && this.revocations.staleForMs > STALE_AFTER;
    if (!token || access.revocation === 'fast') return { principal, tenant, stale };
    return this.revocations.confirm(token).then((alive) => {
      if (!alive) throw credentialRejected();
      return { principal, tenant, stale: false };
    });
  }

  private tenantOf({ tenantId }: Principal, ofPath: Tenant | undefined): Tenant {
    if (ofPath) {
      if (tenantId !== undefined && tenantId !== ofPath.id) {
        throw tenancyProblems.tenant_not_found({ slug: ofPath.slug });
      }
      return ofPath;
    }
    if (tenantId === undefined || tenantId === platformTenant.id) return platformTenant;
    const tenant = this.directory.byId(tenantId);
    // Deleted: as if there had never been one.
    if (!tenant) throw credentialRejected();
    return tenant;
  }
}
