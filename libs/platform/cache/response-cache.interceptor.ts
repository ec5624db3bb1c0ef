import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { isDatabaseUnavailable } from '#platform/database';
import { type CachePolicy, declareRoute } from '#platform/routes';
import type { CachedAnswer } from './cached-answer.js';
import { acceptedEncoding, encodeAnswer, notModified } from './content-encoding.js';
import type { Fill } from './fill.js';
import { fillOf } from './fill.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Serialises the answer of a cached route once, caches it, and sends it. */
@Injectable()
export class ResponseCacheInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const fill = fillOf(request.raw);
    if (!fill) return next.handle();
    const startedAt = performance.now();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap((body) => {
        reply.header('server-timing', `cache;desc=miss, handler;dur=${(performance.now() - startedAt).toFixed(1)}`);
        return from(this.complete(fill, body, request, reply));
      }),
      catchError((error: unknown) => {
        // A stale copy is sent.
        if (fill.stale && isDatabaseUnavailable(error)) {
          reply.header('server-timing', 'cache;desc=stale');
          return of(send(fill.stale, request, reply, 'Palier; hit; detail=database-unavailable'));
        }
        return throwError(() => error);
      }),
    );
  }

  private async complete(fill: Fill, body: unknown, request: FastifyRequest, reply: FastifyReply) {
    const { mediaType } = fill;
    const text = mediaType ? (body as string) : JSON.stringify(body);
    const answer = await encodeAnswer(Buffer.from(text), mediaType ? `${mediaType}; charset=utf-8` : JSON_TYPE, {
      encoding: acceptedEncoding(request.headers['accept-encoding']),
      isPublic: fill.scope === 'public',
      link: headerOf(reply, 'link'),
      version: headerOf(reply, 'etag'),
    });
    fill.complete(answer);
    const why = fill.stale ? 'fwd=stale' : 'fwd=uri-miss';
    return send(answer, request, reply, `Palier; ${why}; stored; ttl=${fill.ttl}`);
  }
}

function headerOf(reply: FastifyReply, name: string): string | undefined {
  const value = reply.getHeader(name);
  return typeof value === 'string' ? value : undefined;
}

function send(answer: CachedAnswer, request: FastifyRequest, reply: FastifyReply, status: string): Buffer | undefined {
  const { headers } = answer;
  for (let i = 0; i < headers.length; i += 2) reply.header(headers[i] as string, headers[i + 1]);
  reply.header('cache-status', status);
  if (notModified(request.headers['if-none-match'], answer.etag)) {
    reply.code(304);
    return undefined;
  }
  reply.header('content-type', answer.contentType);
  return typeof answer.body === 'string' ? Buffer.from(answer.body, 'latin1') : answer.body;
}

/**
 * Caches the serialised answer of this GET route for `ttl` seconds, or until one of its tags is invalidated.
 *
 * Without a scope the answer must be the same for every reader of the tenant's public pages. With scope `tenant` it must be
 * the same for the tenant's members of one role, and the handler learns nothing else of its caller. With scope `user` it is
 * for its caller alone and stays in memory: so are answers that hold personal data.
 */
export const CachedResponse = (cache: CachePolicy) => declareRoute({ cache });
