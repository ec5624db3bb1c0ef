import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { notModified } from '#platform/cache';

/** Answers 304 without a body when a GET handler set an ETag that the client already has. */
@Injectable()
export class NotModifiedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const held = http.getRequest<FastifyRequest>().headers['if-none-match'];
    if (held === undefined) return next.handle();
    return next.handle().pipe(map((body) => (matches(held, http.getResponse<FastifyReply>()) ? undefined : body)));
  }
}

/** Whether the client has the answer's ETag; only on GET and HEAD (RFC 9110 §13.1.2). Sets the status if so. */
function matches(held: string, reply: FastifyReply): boolean {
  const tag = reply.getHeader('etag');
  const { method } = reply.request;
  if (typeof tag !== 'string' || (method !== 'GET' && method !== 'HEAD')) return false;
  if (!notModified(held, tag)) return false;
  reply.code(304);
  return true;
}
