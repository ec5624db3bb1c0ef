import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { fillOf, notModified } from '#platform/cache';
import { linkNext } from './lists/next-link.js';

/**
 * Links a list to its next step, and answers 304 without a body when a GET handler set an ETag that the client already
 * has; an answer that is being cached gets another ETag later. One interceptor for both, since each costs every route some microseconds.
 */
@Injectable()
export class AnswerHeadersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const held = request.headers['if-none-match'];
    return next.handle().pipe(
      map((body) => {
        linkNext(body, request, reply);
        return held !== undefined && !fillOf(request.raw) && matches(held, reply) ? undefined : body;
      }),
    );
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
