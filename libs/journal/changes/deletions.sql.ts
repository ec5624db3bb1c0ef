import { anyOf, statement } from '#platform/database';
import type { RecordKindName, RecordRow } from './record-kind.js';

/** That a record was deleted; the version is one more than that of the record before. */
export type DeletionRow = Omit<RecordRow, 'dataKey'>;

export const deletionsOf = statement<DeletionRow, [kind: RecordKindName, ids: readonly string[]]>(
  'journal.deletions.of',
)`
  select id, version, position from journal.deletions where kind = $1 and id = ${anyOf('$2::uuid[]')}`;

/** The first of the deletions after one position, up to another. */
export const deletionsSince = statement<
  DeletionRow & { readonly kind: RecordKindName },
  [after: number, upTo: number, limit: number]
>('journal.deletions.since')`
  select kind, id, version, position from journal.deletions where position > $1 and position <= $2
    order by position limit $3`;

export const insertDeletions = statement<
  object,
  [tenantId: string, userId: string, kind: RecordKindName, rows: string]
>('journal.deletions.insert')`
  insert into journal.deletions (tenant_id, user_id, kind, id, version, position)
    select $1, $2, $3, id, version, position from jsonb_to_recordset($4) as r (id uuid, version integer, position integer)`;

/** What is written again is not deleted any more. */
export const forgetDeletions = statement<object, [kind: RecordKindName, ids: readonly string[]]>(
  'journal.deletions.forget',
)`
  delete from journal.deletions where kind = $1 and id = ${anyOf('$2::uuid[]')}`;
