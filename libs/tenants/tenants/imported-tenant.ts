import { checkTenant } from './tenant-rules.js';

/**
 * Checks the tenant's row of an imported archive by the rules of a new tenant: an unknown product
 * would have no limits, and a reserved slug would be read as part of the server.
 *
 * @param row its columns by name, as PostgreSQL writes them in JSON
 * @throws Problem `invalid_tenant` (400)
 */
export function checkImportedTenant(row: Readonly<Record<string, unknown>>): void {
  const text = (column: string) => (row[column] ?? undefined) as string | undefined;
  checkTenant({
    slug: text('slug'),
    name: text('name'),
    product: text('product'),
    plan: text('plan'),
    origins: row.origins as string[],
    reason: text('suspension_reason'),
    locale: text('locale'),
    timeZone: text('time_zone'),
    branding: { displayName: text('display_name'), colour: text('colour'), logoUrl: text('logo_url') },
  });
}
