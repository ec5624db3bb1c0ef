import { httpProblems } from '../http.errors.js';
import type { ListQueryDto } from './list-query.dto.js';

const defaultSize = 20;

/** The pagination of a request, with the defaults filled in. */
export type ListMode =
  | { kind: 'cursor'; size: number; cursor: string | undefined }
  | { kind: 'page'; size: number; number: number };

/**
 * Reads the pagination of a request: by page where `page` or `pageSize` is given, else by cursor.
 *
 * @throws Problem `mixed_pagination` (400) when parameters of both kinds are given
 */
export function listMode(query: ListQueryDto): ListMode {
  const byPage = query.page !== undefined || query.pageSize !== undefined;
  const byCursor = query.cursor !== undefined || query.limit !== undefined;
  if (byPage && byCursor) throw httpProblems.mixed_pagination();
  if (byPage) return { kind: 'page', size: query.pageSize ?? defaultSize, number: query.page ?? 1 };
  return { kind: 'cursor', size: query.limit ?? defaultSize, cursor: query.cursor };
}
