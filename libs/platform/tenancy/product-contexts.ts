import { tenancyProblems } from './tenancy.errors.js';
import { platformTenant, type Tenant } from './tenant-directory.js';

/**
 * Which bounded contexts the tenants of a product have. Supplied by the `tenants` context; synchronous because a request
 * of a tenant asks.
 */
export abstract class ProductContexts {
  /**
   * @param product as in `wistant`
   * @param context as in `catalog`; what every tenant has, such as `auth` and the platform, is always included
   */
  abstract includes(product: string, context: string): boolean;

  /**
   * Those that a tenant has, of what contexts declare by dotted names that begin with the context, as the event
   * `catalog.app.published` and the permission `catalog.read`.
   */
  among<T>({ product }: Tenant, declared: readonly T[], nameOf: (each: T) => string): T[] {
    return declared.filter((each) => this.includes(product, nameOf(each).split('.', 1)[0] as string));
  }

  /** @throws Problem `context_not_served` (404); for an operator, `tenant_credential_required` (403) */
  require(tenant: Tenant, context: string): void {
    const { slug, product } = tenant;
    if (this.includes(product, context)) return;
    if (tenant === platformTenant) throw tenancyProblems.tenant_credential_required();
    throw tenancyProblems.context_not_served({ slug, product, context });
  }
}
