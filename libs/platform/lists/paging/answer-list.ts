import type { PageDto } from './page.dto.js';

/** The body of every list. */
export interface ListAnswer<T> {
  data: T[];
  page: PageDto;
}

/** How many items a whole list has. */
export interface ListTotals {
  totalItems: number;
  totalKind: 'exact' | 'estimated';
}

/** One cursor step of a list. */
export function cursorAnswer<T>(data: T[], size: number, next: string | null): ListAnswer<T> {
  return { data, page: { next, size } };
}

/** One numbered page of a list. */
export function pageAnswer<T>(data: T[], page: { number: number; size: number }, totals: ListTotals): ListAnswer<T> {
  const totalPages = Math.ceil(totals.totalItems / page.size);
  return { data, page: { next: null, size: page.size, number: page.number, totalPages, ...totals } };
}
