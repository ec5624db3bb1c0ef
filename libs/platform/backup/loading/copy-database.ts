import { withSnapshot } from '../snapshot.js';
import { type LoadedTable, loadDatabase } from './load-database.js';

/**
 * Copies all rows of one database into another with the same migrations, without a file, and compares
 * them afterwards.
 *
 * @param fromOwnerUrl the source as its owner; it keeps serving, and the copy is that of one snapshot
 * @param toOwnerUrl the target as its owner; its rows are replaced
 * @param onTable called with each table once its rows are loaded
 * @throws Problem `tables_differ`, `rows_differ`, `database_unavailable`
 */
export function copyDatabase(
  fromOwnerUrl: string,
  toOwnerUrl: string,
  onTable?: (table: LoadedTable) => void,
): Promise<LoadedTable[]> {
  return withSnapshot(fromOwnerUrl, (snapshot) => loadDatabase(toOwnerUrl, snapshot, onTable));
}
