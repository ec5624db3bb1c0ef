import { statement } from '#platform/database';

/** The current tenant is the column's default. */
export const insertLine = statement<
  object,
  [
    id: string,
    at: string,
    actorKind: string,
    actorId: string,
    action: string,
    targetKind: string,
    targetId: string,
    details: string | null,
    requestId: string | null,
  ]
>('audit.lines.insert')`
  insert into platform.audit_lines
      (id, at, actor_kind, actor_id, action, target_kind, target_id, details, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
