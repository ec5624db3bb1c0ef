import type { FastifyRequest } from 'fastify';
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

/** The parts of a request that identify a list: its route, and the decoded parameters. */
type ListRequest = Pick<FastifyRequest, 'routeOptions' | 'params' | 'query'>;

/**
 * The value of a Link header (RFC 8288) to the next step of a list: the same list with another cursor. A cached answer
 * is sent to every client, so the link does not repeat how the first client spelled the URL.
 */
export function nextLink({ routeOptions, params, query }: ListRequest, cursor: string): string {
  const values = params as Readonly<Record<string, string>>;
  const path = (routeOptions.url ?? '').replace(/:(\w+)/g, (_, name) => encodeURIComponent(values[name] ?? ''));
  const parameters = new URLSearchParams({ ...(query as Record<string, string>), cursor });
  parameters.sort();
  return `<${path}?${parameters}>; rel="next"`;
}
