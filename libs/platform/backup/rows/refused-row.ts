import { backupProblems } from '../backup.errors.js';
import type { Table } from '../tables/table.js';

interface Refusal {
  code?: string;
  constraint?: string;
  /** As in `COPY users, line 3: "…"`. */
  where?: string;
}

/**
 * Runs what writes rows into a table; of a row that the table refuses it tells the line, as in
 * `auth.users:3`, and the rule. Its content, which may hold secrets, is left out of the problem.
 *
 * @throws Problem `row_refused`; whatever else `write` throws
 */
export async function namingRefusedRow<T>({ name }: Pick<Table, 'name'>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = '', constraint = code, where = '' } = error as Refusal;
    // Of a value that is none of its type, and of a rule that does not hold.
    if (!/^2[23]/.test(code)) throw error;
    const line = /^COPY [^,]+, line (\d+)/.exec(where)?.[1];
    throw backupProblems.row_refused({ row: line ? `${name}:${line}` : name, rule: constraint });
  }
}
