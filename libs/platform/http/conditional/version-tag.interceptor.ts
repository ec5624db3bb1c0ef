import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { onRoutes } from '#platform/routes';
import { versionTag } from './version-tag.js';

/** Sets the ETag of an answer from its `version`; an answer without one, such as a list, gets none. */
@Injectable()
class VersionTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((body) => {
        const { version } = (body ?? {}) as { version?: unknown };
        if (typeof version !== 'number') return;
        context.switchToHttp().getResponse<FastifyReply>().header('etag', versionTag(version));
      }),
    );
  }
}

/** Routes whose answers are resources with a `version`: the ETag holds it, and `@IfMatch()` takes it. */
export const Versioned = () =>
  onRoutes(applyDecorators(UseInterceptors(VersionTagInterceptor), ApiExtension('x-versioned', true)));
