import { anyOf, statement } from '#platform/database';
import type { RecordKindName } from './record-kind.js';

/** A change that is in the journal. */
export interface AppliedChange {
  /** What the device called it. */
  readonly id: string;
  /** Of the record, after the change. */
  readonly version: number;
  /** Null, as `recordId` is, where it was applied before these were noted. */
  readonly kind: RecordKindName | null;
  readonly recordId: string | null;
}

export const appliedChanges = statement<AppliedChange, [ids: readonly string[]]>('journal.applied-changes.of')`
  select id, version, kind, record_id as "recordId" from journal.applied_changes where id = ${anyOf('$1::uuid[]')}`;

/** Notes changes, in JSON. */
export const insertApplied = statement<object, [tenantId: string, userId: string, changes: string]>(
  'journal.applied-changes.insert',
)`
  insert into journal.applied_changes (tenant_id, user_id, id, version, kind, record_id)
    select $1, $2, id, version, kind, "recordId"
    from jsonb_to_recordset($3) as r (id uuid, version integer, kind text, "recordId" uuid)`;
