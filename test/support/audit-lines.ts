import { runSql } from './sql.js';
import type { TestDatabase } from './test-database.js';

const columns = 'tenant_id, id, actor_kind, actor_id, action, target_id, details';

/** For FROM: the audit lines of all tenants. A job of the worker moves them to the sealed chain while a test runs. */
export const auditLines = `(select ${columns} from platform.audit_lines union all
  select ${columns} from platform.audit_chain) audit_lines`;

/** The actions that the audit log of a tenant has, in order: those on one target, or all. */
export async function audited(
  { database }: { readonly database: TestDatabase },
  tenantId: string,
  targetId?: string,
): Promise<string[]> {
  const onTarget = targetId === undefined ? '' : `and target_id = '${targetId}'`;
  const lines = await runSql<{ action: string }>(
    database.adminUrl,
    `select action from ${auditLines} where tenant_id = '${tenantId}' ${onTarget} order by audit_lines.id`,
  );
  return lines.map(({ action }) => action);
}
