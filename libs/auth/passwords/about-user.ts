import type { Tenant } from '#platform/tenancy';
import { productOf } from '#tenants';

/** The words that a user's password must not be made of. */
export function aboutUser({ email, name }: { email: string; name: string }, tenant: Tenant): string[] {
  return [email, name, tenant.name, tenant.slug, ...Object.values(productOf(tenant).name)];
}
