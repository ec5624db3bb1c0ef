import { withSnapshot } from '../snapshot/snapshot.js';
import { type LoadedTable, loadDatabase } from './load-database.js';

/**
 * Copies all rows of one database into another that has had the same migrations, without a file
 * between, and compares what arrived.
 *
 * @param fromOwnerUrl the source as its owner; it goes on serving, and the copy is of one moment
 * @param toOwnerUrl the target as its owner; what it holds is replaced
 * @param onTable called with each table once its rows are in
 * @throws Problem `tables_differ`, `rows_differ`, `database_unavailable`
 */
export function copyDatabase(
  fromOwnerUrl: string,
  toOwnerUrl: string,
  onTable?: (table: LoadedTable) => void,
): Promise<LoadedTable[]> {
  return withSnapshot(fromOwnerUrl, (snapshot) => loadDatabase(toOwnerUrl, snapshot, onTable));
}
