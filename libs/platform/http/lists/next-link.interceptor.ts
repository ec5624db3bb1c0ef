import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import type { ListAnswer } from '#platform/lists';

/** Sets the Link header (RFC 8288) of every list that continues. */
@Injectable()
export class NextLinkInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      tap((body) => {
        const cursor = nextOf(body);
        if (!cursor) return;
        http.getResponse<FastifyReply>().header('link', nextLink(http.getRequest<FastifyRequest>(), cursor));
      }),
    );
  }
}

function nextOf(body: unknown): string | null | undefined {
  const { data, page } = (body ?? {}) as Partial<ListAnswer<unknown>>;
  return Array.isArray(data) ? page?.next : undefined;
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
