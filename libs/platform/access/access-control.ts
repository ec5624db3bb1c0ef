import { Injectable } from '@nestjs/common';
import type { RouteAccess } from '#platform/routes';
import { ProductContexts, platformTenant, type Tenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { credentialRejected, tokenExpired } from './access.errors.js';
import { expiryOf } from './access-token/parse-access-token.js';
import { authorizationHeaders, bearerCredential } from './bearer.js';
import { CredentialVerifier, type Principal, requirePermission } from './principal.js';
import { admissionOf } from './request-admission.js';
import { Revocations } from './revocations.js';
import { StreamAccess } from './stream-access.js';

/** The access of routes that are not public. */
export type Restricted = Extract<RouteAccess, { kind: 'allow' }>;

/** A request that may go on. */
export interface Granted {
  readonly principal: Principal;
  /** The tenant whose data the request is about: the path's, else the principal's. */
  readonly tenant: Tenant;
  /** Whether this process may have missed a revocation of the last seconds. */
  readonly stale: boolean;
}

/** A request whose answer goes on for a while, as a stream of events, so that access is checked again. */
export interface AdmittedRequest {
  readonly raw: { readonly rawHeaders: string[] };
}

/** The age of the revocation feed from which requests are marked as stale, in milliseconds. */
const STALE_AFTER = 5_000;

/** Decides whether a request may go on; the pipeline calls it before the body is parsed. */
@Injectable()
export class AccessControl {
  constructor(
    private readonly verifier: CredentialVerifier,
    private readonly revocations: Revocations,
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
  ) {}

  /**
   * Authorises a request to a route of this access. Synchronous where no look-up is needed.
   *
   * @param authorization the header's value; all its values (`authorizationHeaders`)
   *   where a repeated header must be refused, since Node's `headers` hold only the first
   * @param ofPath the tenant that the path names, where it names one
   * @param context the bounded context of the route, where not every tenant has it; where a path names the tenant, the caller
   *   has checked that
   * @throws Problem `unauthenticated` (401, with `WWW-Authenticate: Bearer`) without a valid credential
   * @throws Problem `tenant_not_found` (404) when the path names another tenant than the principal's;
   *   `tenant_credential_required` (403) for an operator's key, which acts for none
   * @throws Problem `context_not_served` (404) when the principal's tenant lacks the context, whatever the principal may do;
   *   for an operator, `tenant_credential_required` (403)
   * @throws Problem `forbidden` (403) when the principal lacks the route's permission
   * @throws Problem `revocation_unknown` (503) on a strict route, while the revocation cannot be checked
   */
  authorise(
    access: Restricted,
    authorization: string | readonly string[] | undefined,
    ofPath?: Tenant,
    context?: string,
  ): Granted | Promise<Granted> {
    const credential = bearerCredential(authorization);
    const found = this.verifier.verify(credential, access.keys);
    const admit = (principal: Principal | undefined) =>
      this.admit(access, principal ?? refuse(credential), ofPath, context);
    return found instanceof Promise ? found.then(admit) : admit(found);
  }

  /**
   * The access of a request that the pipeline admitted, to check again later.
   *
   * @throws Error where it was not admitted
   */
  streamAccessOf(request: AdmittedRequest): StreamAccess {
    const admission = admissionOf(request);
    if (!admission) throw new Error('The pipeline did not admit the request.');
    const { principal, access, ofPath } = admission;
    const credential = principal ? authorizationHeaders(request.raw.rawHeaders) : [];
    const { token, expiresAt: keyExpiresAt } = principal ?? {};
    const expiresAt = token
      ? expiryOf(bearerCredential(credential))
      : (keyExpiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
    const by = { principal, access, ofPath, credential, expiresAt };
    return new StreamAccess(by, this.revocations, this.directory);
  }

  /**
   * Whether a request that was admitted would still be: since then its credential may have expired or been revoked, its
   * permission withdrawn, its tenant suspended or deleted. Where that cannot be checked the result is false: the client
   * connects again and receives the reason.
   */
  async stillAdmits(stream: StreamAccess): Promise<boolean> {
    const { access, ofPath, credential } = stream.by;
    const now = stream.tenantNow();
    if (now?.state !== 'active' || !access) return false;
    try {
      if (access.kind === 'allow') await this.authorise(access, credential, ofPath && now);
    } catch {
      return false;
    }
    return true;
  }

  /** Starts following the revocation feed; until then every fast route marks its requests as stale. */
  followRevocations(): Promise<void> {
    return this.revocations.follow();
  }

  private admit(
    access: Restricted,
    principal: Principal,
    ofPath: Tenant | undefined,
    context: string | undefined,
  ): Granted | Promise<Granted> {
    const { token } = principal;
    if (token && this.revocations.isRevoked(token)) throw credentialRejected();
    const tenant = this.tenantOf(principal, ofPath);
    if (context !== undefined && !ofPath) this.products.require(tenant, context);
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
      if (tenantId === undefined && ofPath !== platformTenant) throw tenancyProblems.tenant_credential_required();
      return ofPath;
    }
    if (tenantId === undefined || tenantId === platformTenant.id) return platformTenant;
    const tenant = this.directory.byId(tenantId);
    // A deleted tenant is answered as an unknown one.
    if (!tenant) throw credentialRejected();
    return tenant;
  }
}

/** @throws Problem `unauthenticated` (401), which says since when an access token is too old */
function refuse(credential: string): never {
  const expiry = expiryOf(credential);
  throw expiry > 0 && expiry <= Date.now() ? tokenExpired(expiry) : credentialRejected();
}
