import { anyOf, statement } from '#platform/database';
import { day, declareList, equals, uuid } from '#platform/lists';
import type { RecordRow } from '../changes/record-kind.js';
import { declareRows } from '../changes/record-rows.sql.js';
import { dataKey } from '../journals/journals.sql.js';
import type { RelapseDto } from './relapses.dto.js';

export interface RelapseRow extends RecordRow, Omit<RelapseDto, 'note'> {
  readonly version: number;
  readonly id: string;
  /** Sealed. */
  readonly note: Buffer | null;
}

const columns = `id, version, position, addiction_id as "addictionId", day, note, ${dataKey} as "dataKey",
    created_at as "createdAt", updated_at as "updatedAt"`;
const byDay = [day('day', 'day'), uuid('id', 'id')] as const;

/** The relapses of the person in force. */
export const relapseList = declareList<RelapseRow, '-day', 'addiction'>({
  name: 'journal.relapses',
  columns,
  from: 'journal.relapses',
  filters: { addiction: equals('addiction_id') },
  sorts: { '-day': { keys: byDay } },
});

export const relapseRows = declareRows<RelapseRow>('relapses', columns);

/** The relapses of addictions, each with the addiction that it is of. */
export const relapsesOfAddictions = statement<
  { readonly id: string; readonly version: number; readonly whole: string },
  [addictionIds: readonly string[]]
>('journal.relapses.of-addictions')`
  select id, version, addiction_id as whole from journal.relapses where addiction_id = ${anyOf('$1::uuid[]')}`;

/** Writes relapses, in JSON with the sealed note in base64. */
export const writeRelapses = statement<RelapseRow, [tenantId: string, userId: string, rows: string]>(
  'journal.relapses.write',
)`
  insert into journal.relapses (tenant_id, user_id, id, version, position, addiction_id, day, note)
    select $1, $2, id, version, position, "addictionId", day, decode(note, 'base64')
    from jsonb_to_recordset($3)
      as r (id uuid, version integer, position integer, "addictionId" uuid, day date, note text)
    on conflict (tenant_id, user_id, id) do update set version = excluded.version, position = excluded.position,
      addiction_id = excluded.addiction_id, day = excluded.day, note = excluded.note, updated_at = now()
    returning ${columns}`;
