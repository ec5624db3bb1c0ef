import type { DataSource } from 'typeorm';

/**
 * Indexes that an interrupted CREATE INDEX CONCURRENTLY left: never read, but updated by each write, and IF
 * NOT EXISTS would accept them. Indexes on a partitioned parent are left out: they are invalid until each
 * partition has its index.
 */
const invalid = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT i.indisvalid
    AND pg_has_role(c.relowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)`;

/** Drops the invalid indexes, so that the migration that runs again creates them. */
export async function dropInvalidIndexes(dataSource: DataSource): Promise<void> {
  const rows: Array<{ name: string }> = await dataSource.query(invalid);
  for (const { name } of rows) await dataSource.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
}
