import { runSql } from './sql.js';

/** The texts that a CHECK lists, sorted. */
export async function takenValues(adminUrl: string, table: string, check: string): Promise<string[]> {
  const [found] = await runSql<{ rule: string }>(
    adminUrl,
    `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = '${table}'::regclass and conname = '${check}'`,
  );
  return [...(found?.rule ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => value as string).sort();
}
