import type { FastifyRequest } from 'fastify';

/** What of a request says which list it asks for: its route, and what the router decoded. */
type ListRequest = Pick<FastifyRequest, 'routeOptions' | 'params' | 'query'>;

/**
 * The value of a Link header (RFC 8288) to the next step of a list: the same list with another cursor. One answer is kept
 * for all who ask, so nothing of how the first of them wrote the URL stands in it.
 */
export function nextLink({ routeOptions, params, query }: ListRequest, cursor: string): string {
  const values = params as Readonly<Record<string, string>>;
  const path = (routeOptions.url ?? '').replace(/:(\w+)/g, (_, name) => encodeURIComponent(values[name] ?? ''));
  const parameters = new URLSearchParams({ ...(query as Record<string, string>), cursor });
  parameters.sort();
  return `<${path}?${parameters}>; rel="next"`;
}
