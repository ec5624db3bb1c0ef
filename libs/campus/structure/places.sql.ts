import { lockedRowOf, statement } from '#platform/database';

/** What all places of the structure have: universities, UFRs, programmes and subjects are written alike. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly version: number;
}

/** The place in which another one is made. */
export interface Parent {
  /** Whether it, or what it is in, is archived. */
  readonly archived: boolean;
  /** The columns that say where the new one is. */
  readonly place: Readonly<Record<string, string>>;
  /** Of a programme. */
  readonly levels?: readonly string[];
}

/** The columns of a table of places, besides those that all have. */
interface Columns {
  /** Which say what it is in. */
  readonly in: readonly string[];
  /** Which never change. */
  readonly fixed?: readonly string[];
  readonly changed?: readonly string[];
}

export type PlaceStatements<Row extends Place> = ReturnType<typeof placeStatements<Row>>;

/**
 * How the places of a table are written. Contents are columns of the table, in JSON.
 *
 * @param table as in `campus.ufrs`, which is also the beginning of the names of the statements
 */
export function placeStatements<Row extends Place>(table: string, { in: places, fixed = [], changed = [] }: Columns) {
  const written = ['name', 'name_key', ...changed].join(', ');
  const inserted = [...places, ...fixed, written].join(', ');
  const fields = [...places, ...fixed, ...changed].map((column) => `, ${column} as "${fieldOf(column)}"`).join('');
  const row = `id, name, archived_at is not null as archived, version${fields}`;
  const given = (place: string) => `from jsonb_populate_record(null::${table}, ${place})`;
  return {
    insert: statement<Row, [tenantId: string, id: string, content: string]>(`${table}.insert`)`
      insert into ${table} (tenant_id, id, ${inserted}) select $1, $2, ${inserted} ${given('$3')} returning ${row}`,
    /** Rows that would refer to it wait until the transaction ends, and so do its changes. */
    lock: lockedRowOf<Row>(table, row),
    change: statement<Row, [id: string, content: string, archived: boolean]>(`${table}.change`)`
      update ${table} set (${written}) = (select ${written} ${given('$2')}), version = version + 1,
          updated_at = now(), archived_at = case when $3 then coalesce(archived_at, now()) end
        where id = $1 returning ${row}`,
    delete: statement<object, [id: string]>(`${table}.delete`)`delete from ${table} where id = $1`,
  };
}

const fieldOf = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
