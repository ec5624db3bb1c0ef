import type { Statement } from '#platform/database';

/** SQL that one test runs in a transaction of `Database`; without a name, PostgreSQL does not keep it prepared. */
export function unnamed<Row extends object>(text: string): Statement<Row, readonly unknown[]> {
  return { name: '', text };
}
