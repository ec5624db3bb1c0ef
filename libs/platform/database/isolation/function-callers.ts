import { functionFiles } from '../functions/function-files.js';
import { APP_ROLE } from '../roles/initialise-database.js';
import type { FunctionRow } from './pg-catalog.sql.js';

/** The roles besides its owner that may run each function, by its name and the types of its arguments: a file grants it. */
export function grantedFunctions(): Record<string, readonly string[]> {
  const grants = functionFiles().flatMap(({ text }) => [
    ...text.matchAll(/^grant execute on function (.+) to (.+);$/gm),
  ]);
  return Object.fromEntries(grants.map(([, name, roles = '']) => [name, roles.split(', ')]));
}

/** The schema of BullMQ's functions, which run with the rights of their caller. */
const ofBullmq = 'bullmq';

/** The roles that may run a function, besides its owner, who alone may run one that no file grants, such as a trigger's. */
export function callersOf(row: FunctionRow, granted: ReturnType<typeof grantedFunctions>): readonly string[] {
  if (row.schema === ofBullmq && !row.definer) return [APP_ROLE];
  return granted[row.function] ?? [];
}
