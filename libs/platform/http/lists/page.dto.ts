/** The position of an answer in its list. Page number and totals are given in page mode only. */
export class PageDto {
  /** The cursor of the next step; null at the end, and in page mode. */
  next!: string | null;

  /** How many items were asked for, 1 to 100. */
  size!: number;

  /** The number of this page, from 1. */
  number?: number;

  /** How many items the whole list has. */
  totalItems?: number;

  /** How many pages the whole list has. */
  totalPages?: number;

  /** Whether the totals were counted or are the planner's estimate. */
  totalKind?: 'exact' | 'estimated';
}
