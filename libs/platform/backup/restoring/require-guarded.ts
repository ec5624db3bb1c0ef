import { proveTables } from '#platform/database';
import { backupProblems } from '../backup.errors.js';

/**
 * Proves that no tenant sees another in a database that was restored.
 *
 * @param appUrl the database as the application: what it can do is what is proven
 * @throws Problem `restored_unguarded`
 */
export async function requireGuarded(appUrl: string): Promise<void> {
  const fault = (await proveTables(appUrl, [])).find(({ holds }) => !holds);
  if (!fault) return;
  const { subject, claim, seen = '' } = fault;
  throw backupProblems.restored_unguarded({ subject, claim, seen });
}
