import { newId } from '#platform/ids';
import { runSql } from './sql.js';

/** A tenant with a store of apps. */
export interface FilledTenant {
  id: string;
  slug: string;
}

/** The address of a user, for imports of tenants that have none. */
export const noAddress = 'SELECT NULL AS email WHERE $1::uuid IS NULL';

/** Writes two tenants with apps and tags, as a superuser. */
export async function fillDatabase(adminUrl: string, appsEach = 50): Promise<[FilledTenant, FilledTenant]> {
  const tenants: [FilledTenant, FilledTenant] = [
    { id: newId(), slug: 'atelier' },
    { id: newId(), slug: 'comptoir' },
  ];
  for (const { id, slug } of tenants) {
    await runSql(
      adminUrl,
      `INSERT INTO tenants.tenants (id, slug, name, name_key, search_text, product, plan, directory_version)
       VALUES ('${id}', '${slug}', 'L’${slug} "A\\B"', '${slug}', '${slug}', 'wistant', 'free', 0);
       ${appsOf(id, appsEach)}`,
    );
  }
  return tenants;
}

/** Statements that add apps to a tenant, each with two tags; texts contain characters that COPY's format must escape. */
export function appsOf(tenantId: string, count: number, from = 0): string {
  return `
    SELECT set_config('app.tenant_id', '${tenantId}', false);
    WITH made AS (
      INSERT INTO catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files, file_count, bytes, digest)
      SELECT '${tenantId}', uuidv7(), 'app-' || n, 'source-' || n, E'A\\tname\\\\ ' || n, 'name', '', E'Two\\nlines, \\\\N and é',
             '1.0.0', '[{"path": "a\\nb"}]', 1, n, ''
      FROM generate_series(${from + 1}, ${from + count}) AS n RETURNING tenant_id, id, name_key, created_at)
    INSERT INTO catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
    SELECT tenant_id, id, tag, name_key, created_at FROM made, unnest(ARRAY['one', 'two']) AS tag;`;
}
