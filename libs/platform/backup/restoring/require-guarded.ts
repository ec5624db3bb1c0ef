import { proveTables } from '#platform/database';
import { backupProblems } from '../backup.errors.js';

/**
 * Proves that tenants are isolated in a restored database.
 *
 * @param appUrl the database as the application's role, whose access is tested
 * @throws Problem `restored_unguarded`
 */
export async function requireGuarded(appUrl: string): Promise<void> {
  const fault = (await proveTables(appUrl, [])).find(({ holds }) => !holds);
  if (!fault) return;
  const { subject, claim, seen = '' } = fault;
  throw backupProblems.restored_unguarded({ subject, claim, seen });
}
