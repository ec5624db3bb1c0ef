const columns = 'tenant_id, id, actor_kind, actor_id, action, target_id, details';

/** For FROM: the audit lines of all tenants. A job of the worker moves them to the sealed chain while a test runs. */
export const auditLines = `(select ${columns} from platform.audit_lines union all
  select ${columns} from platform.audit_chain) audit_lines`;
