import { backupProblems } from '../backup.errors.js';
import type { Table } from '../tables/table.js';

interface Refusal {
  code?: string;
  constraint?: string;
  /** As in `COPY users, line 3: "…"`. */
  where?: string;
}

/**
 * Runs a write to a table. When the table refuses a row, the problem names its line, such as
 * `auth.users:3`, and the constraint, but not its content, which may be secret.
 *
 * @throws Problem `row_refused`; other errors of `write`
 */
export async function namingRefusedRow<T>({ name }: Pick<Table, 'name'>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = '', constraint = code, where = '' } = error as Refusal;
    // Class 22 is an invalid value, class 23 a violated constraint.
    if (!/^2[23]/.test(code)) throw error;
    const line = /^COPY [^,]+, line (\d+)/.exec(where)?.[1];
    throw backupProblems.row_refused({ row: line ? `${name}:${line}` : name, rule: constraint });
  }
}
