import type { QueryRunner } from 'typeorm';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The step that does something with the tenant in force, for each one. */
export function forEachTenant(work: (runner: QueryRunner) => Promise<unknown>): (runner: QueryRunner) => Promise<void> {
  return async (runner) => {
    for (const { id } of (await runner.query('select id from tenants.tenants order by id')) as { id: string }[]) {
      await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
      await work(runner);
    }
    await runner.query(`select set_config('app.tenant_id', '', false)`);
  };
}

/** Runs SQL that works on the next rows with an id after $1, and returns the last id, until no row is left. */
export async function inBatches(runner: QueryRunner, sql: string): Promise<void> {
  for (let after: string | undefined = FIRST; after; ) {
    const [last] = (await runner.query(sql, [after])) as { id: string }[];
    after = last?.id;
  }
}
