import type { Transaction } from '#platform/database';
import { campusProblems } from '../campus.errors.js';
import type { YearState } from './years.dto.js';
import { keptYear } from './years.sql.js';

/** Keeps a year until the transaction ends: it is not deleted, and its state stays. @throws Problem `not_in_structure` (404) */
export async function keepAnyYear(tx: Transaction, id: string): Promise<YearState> {
  const [year] = await tx.run(keptYear, id);
  if (!year) throw campusProblems.not_in_structure({ id });
  return year.state;
}

/** Keeps a year in which students are enrolled. @throws Problem `not_in_structure` (404), `year_is_closed` (409) */
export async function keepYear(tx: Transaction, id: string): Promise<void> {
  if ((await keepAnyYear(tx, id)) === 'closed') throw campusProblems.year_is_closed({ id });
}

/** Keeps a year at whose end students pass. @throws Problem `not_in_structure` (404), `year_not_begun` (409) */
export async function keepBegunYear(tx: Transaction, id: string): Promise<void> {
  if ((await keepAnyYear(tx, id)) === 'preparing') throw campusProblems.year_not_begun({ id });
}

/** Keeps a year into which students pass from opening. @throws Problem `not_in_structure` (404), `year_not_preparing` (409) */
export async function keepPreparedYear(tx: Transaction, id: string): Promise<void> {
  if ((await keepAnyYear(tx, id)) !== 'preparing') throw campusProblems.year_not_preparing({ id });
}
