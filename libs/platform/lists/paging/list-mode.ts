import { listProblems } from '../lists.errors.js';

const defaultSize = 20;

/** The most items of a step or page. */
export const MOST_ITEMS = 100;

/** The pagination parameters of a request: `limit` and `cursor`, or `page` and `pageSize`. */
export interface ListQuery {
  /** 1 to 100. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** From 1. */
  readonly page?: number | undefined;
  /** 1 to 100. */
  readonly pageSize?: number | undefined;
}

/** The pagination of a request, with the defaults filled in. */
export type ListMode =
  | { kind: 'cursor'; size: number; cursor: string | undefined }
  | { kind: 'page'; size: number; number: number };

/**
 * Reads the pagination of a request: by page where `page` or `pageSize` is given, else by cursor.
 *
 * @throws Problem `mixed_pagination` (400) when parameters of both kinds are given
 */
export function listMode(query: ListQuery): ListMode {
  const byPage = query.page !== undefined || query.pageSize !== undefined;
  const byCursor = query.cursor !== undefined || query.limit !== undefined;
  if (byPage && byCursor) throw listProblems.mixed_pagination();
  const size = (byPage ? query.pageSize : query.limit) ?? defaultSize;
  if (size > MOST_ITEMS) throw new RangeError(`A list gives at most ${MOST_ITEMS} items at once, not ${size}.`);
  if (byPage) return { kind: 'page', size, number: query.page ?? 1 };
  return { kind: 'cursor', size, cursor: query.cursor };
}
