import type { Transaction } from '#platform/database';
import { campusProblems } from '../campus.errors.js';
import { keptYear } from './years.sql.js';

/**
 * Keeps a year in which students are enrolled: until the transaction ends it is neither closed nor deleted.
 *
 * @throws Problem `not_in_structure` (404), `year_is_closed` (409)
 */
export async function keepYear(tx: Transaction, id: string): Promise<void> {
  const [year] = await tx.run(keptYear, id);
  if (!year) throw campusProblems.not_in_structure({ id });
  if (year.state === 'closed') throw campusProblems.year_is_closed({ id });
}
