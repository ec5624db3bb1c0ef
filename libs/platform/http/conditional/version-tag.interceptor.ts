import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { onRoutes } from '#platform/routes';
import { versionTag } from './version-tag.js';

/** Sets the ETag of an answer from the number of its version; an answer without one, such as a list, gets none. */
class VersionTagInterceptor implements NestInterceptor {
  constructor(private readonly field: string) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((body) => {
        const version = ((body ?? {}) as Record<string, unknown>)[this.field];
        if (typeof version !== 'number') return;
        context.switchToHttp().getResponse<FastifyReply>().header('etag', versionTag(version));
      }),
    );
  }
}

/**
 * Routes whose answers are resources with the number of their version: the ETag holds it, and `@IfMatch()` takes it.
 *
 * @param field where that number is
 */
export const Versioned = (field = 'version') =>
  onRoutes(applyDecorators(UseInterceptors(new VersionTagInterceptor(field)), ApiExtension('x-versioned', true)));
