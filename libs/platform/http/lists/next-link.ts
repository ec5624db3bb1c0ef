import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListAnswer } from '#platform/lists';

/** Sets the Link header (RFC 8288) of a list that continues; other answers get none, nor does one without a size, which no cursor continues. */
export function linkNext(body: unknown, request: ListRequest, reply: FastifyReply): void {
  const { data, page } = (body ?? {}) as Partial<ListAnswer<unknown>>;
  if (Array.isArray(data) && page?.next && page.size !== undefined) reply.header('link', nextLink(request, page.next));
}

/** The parts of a request that identify a list: its route, and the decoded parameters. */
type ListRequest = Pick<FastifyRequest, 'routeOptions' | 'params' | 'query'>;

/**
 * The link to the next step of a list: the same list with another cursor. A cached answer is sent to every client, so
 * the link does not repeat how the first client spelled the URL.
 */
function nextLink({ routeOptions, params, query }: ListRequest, cursor: string): string {
  const values = params as Readonly<Record<string, string>>;
  const path = (routeOptions.url ?? '').replace(/:(\w+)/g, (_, name) => encodeURIComponent(values[name] ?? ''));
  const parameters = new URLSearchParams({ ...(query as Record<string, string>), cursor });
  parameters.sort();
  return `<${path}?${parameters}>; rel="next"`;
}
