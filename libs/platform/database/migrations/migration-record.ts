import type { DataSource, QueryRunner } from 'typeorm';

const table = [
  'CREATE SCHEMA IF NOT EXISTS platform',
  `CREATE TABLE IF NOT EXISTS platform.migrations (
     name text PRIMARY KEY,
     applied_at timestamptz NOT NULL DEFAULT now()
   )`,
];

/** The names of the applied migrations. */
export async function appliedMigrations(dataSource: DataSource): Promise<Set<string>> {
  for (const part of table) await dataSource.query(part);
  const rows: Array<{ name: string }> = await dataSource.query('SELECT name FROM platform.migrations');
  return new Set(rows.map(({ name }) => name));
}

/** Records a migration, on the connection and in the transaction of its change. */
export async function recordMigration(runner: QueryRunner, name: string): Promise<void> {
  await runner.query('INSERT INTO platform.migrations (name) VALUES ($1)', [name]);
}
