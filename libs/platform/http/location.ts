import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { Sends } from './openapi/operations.js';

/** Sets the Location of an answer from a template, whose `{field}` is a field of the body. */
class LocationInterceptor implements NestInterceptor {
  constructor(private readonly template: string) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body: Record<string, unknown>) => {
        const path = this.template.replace(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(body[field])));
        reply.header('location', path);
      }),
    );
  }
}

/** A route that creates a resource: its answer's Location names it, as in `@Location('/v1/feeds/{id}')`. */
export const Location = (template: string): MethodDecorator =>
  applyDecorators(UseInterceptors(new LocationInterceptor(template)), Sends('Location'));
