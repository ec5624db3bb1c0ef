import type { DataSource } from 'typeorm';

/**
 * An index that CREATE INDEX CONCURRENTLY left behind when it was cut off: never read, yet kept up
 * at each write, and IF NOT EXISTS would take it for the real one. Indexes on a partitioned parent
 * are left alone: they stay invalid until each partition has its own.
 */
const invalid = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT i.indisvalid
    AND pg_has_role(c.relowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)`;

/** Drops them, so that the migration that runs again makes them anew. */
export async function dropInvalidIndexes(dataSource: DataSource): Promise<void> {
  const rows: Array<{ name: string }> = await dataSource.query(invalid);
  for (const { name } of rows) await dataSource.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
}
