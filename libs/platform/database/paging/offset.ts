import { pagingProblems } from './paging.errors.js';

/** The last row that page numbers reach, because OFFSET reads and discards every row before it. */
export const FARTHEST_ROW = 100_000;

/**
 * The OFFSET of a page, counted from 1.
 *
 * @throws Problem `page_out_of_reach` (400) when the page ends past row 100,000.
 */
export function offsetOf(page: number, pageSize: number): number {
  if (page * pageSize > FARTHEST_ROW) throw pagingProblems.page_out_of_reach({ most: FARTHEST_ROW });
  return (page - 1) * pageSize;
}
