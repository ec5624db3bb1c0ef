import type { INestApplicationContext } from '@nestjs/common';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Tenants } from '#tenants';

/** The ids of all tenants, whatever their state, or of the one of a slug. @throws Problem `tenant_not_found` (404) */
export async function whichTenants(app: INestApplicationContext, slug: string | undefined): Promise<string[]> {
  const tenants = app.get(Tenants);
  if (slug !== undefined) return [(await tenants.bySlug(slug)).id];
  const ids: string[] = [PLATFORM_TENANT_ID];
  let cursor: string | undefined;
  do {
    const { data, page } = await tenants.list({ limit: 100, cursor });
    ids.push(...data.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
}
