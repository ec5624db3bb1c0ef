import type { CopyConnection } from '#platform/database';

/** A table with its primary key. */
export interface KeyedTable {
  readonly name: string;
  /** The stored columns (not the generated ones), quoted. */
  readonly columns: readonly string[];
  /** The primary key, quoted; empty where there is none. */
  readonly key: readonly string[];
}

const keyedTables = `
  SELECT t.name,
         ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                WHERE a.attrelid = t.name::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                ORDER BY a.attname) AS columns,
         ARRAY(SELECT quote_ident(a.attname)
                 FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinality)
                 JOIN pg_attribute a ON a.attrelid = t.name::regclass AND a.attnum = k.attnum
                WHERE i.indrelid = t.name::regclass AND i.indisprimary ORDER BY k.ordinality) AS key
    FROM unnest($1::text[]) AS t (name)`;

/** @param names with their schemas, as in `catalog.apps` */
export function readKeyedTables(connection: CopyConnection, names: readonly string[]): Promise<KeyedTable[]> {
  return connection.query<KeyedTable>(keyedTables, [names]);
}
