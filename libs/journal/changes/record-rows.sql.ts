import { anyOf, statement } from '#platform/database';
import type { RecordKind, RecordRow } from './record-kind.js';

/**
 * Declares how the rows of a kind of record are read and deleted: see `RecordKind`.
 *
 * @param table in the schema `journal`
 * @param columns those of the row
 */
export function declareRows<Row extends RecordRow>(
  table: 'entries' | 'addictions' | 'relapses',
  columns: string,
): Pick<RecordKind<object, Row>, 'current' | 'changed' | 'remove'> {
  // A person has few relapses: in a plan that is kept, PostgreSQL would read all of them and leave the index of ids.
  const given = table === 'relapses' ? 'any ($1::uuid[])' : anyOf('$1::uuid[]');
  return {
    current: statement<Row, [ids: readonly string[]]>(`journal.${table}.by-id`)`
      select ${columns} from journal.${table} where id = ${given}`,
    changed: statement<Row, [after: number, upTo: number, limit: number]>(`journal.${table}.changed`)`
      select ${columns} from journal.${table} where position > $1 and position <= $2 order by position limit $3`,
    remove: statement<object, [ids: readonly string[]]>(`journal.${table}.delete`)`
      delete from journal.${table} where id = ${given}`,
  };
}
