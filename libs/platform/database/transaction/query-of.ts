import type { QueryConfig } from 'pg';
import { textTypeParsers } from '../connection/type-parsers.js';
import type { Statement } from '../statement.js';

/**
 * What pg sends for a statement.
 *
 * @param named whether the statement stays prepared on the connection
 */
export const queryOf = (
  { name, text, timesAsText, plannedEachTime }: Statement<object, readonly unknown[]>,
  values: readonly unknown[],
  named: boolean,
): QueryConfig<unknown[]> => ({
  ...(named && !plannedEachTime && { name }),
  text,
  values: [...values],
  ...(timesAsText && { types: textTypeParsers }),
});
