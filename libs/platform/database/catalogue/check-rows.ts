import { failureCode } from '../connection/failures.js';
import type { MigrationStep } from './migration.js';

const CHECK_VIOLATION = '23514';

/**
 * The step of a migration outside a transaction that adds a CHECK to a table with rows. It is in force for new rows at once;
 * those of before are read without keeping writers out and, where one breaks the rule, mended first.
 *
 * @param mend statements that change what the condition refuses, run with each tenant in force
 * @example checkRows('rides.rides', 'rides_title_line', 'platform.is_one_line(title)', `update rides.rides set title = '' where …`)
 */
export function checkRows(table: string, name: string, condition: string, ...mend: readonly string[]): MigrationStep {
  const validate = `alter table ${table} validate constraint ${name}`;
  return async (runner) => {
    await runner.query(
      `set local lock_timeout = '5s';
       alter table ${table} drop constraint if exists ${name}, add constraint ${name} check (${condition}) not valid`,
    );
    try {
      await runner.query(validate);
    } catch (error) {
      if (failureCode(error) !== CHECK_VIOLATION) throw error;
      for (const { id } of (await runner.query('select id from tenants.tenants')) as { id: string }[]) {
        for (const statement of mend) await runner.query(`set local app.tenant_id = '${id}'; ${statement}`);
      }
      await runner.query(validate);
    }
  };
}
