import { hash } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { declareRoute, onRoutes } from '#platform/routes';
import { versionTag } from './version-tag.js';

/** Enough that two answers of one version do not share an ETag. */
const HASH_CHARACTERS = 16;

/** Sets the ETag of an answer from the number of its version; an answer without one, such as a list, gets none. */
class VersionTagInterceptor implements NestInterceptor {
  constructor(
    private readonly field: string,
    private readonly hashed: boolean,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((body) => {
        const version = ((body ?? {}) as Record<string, unknown>)[this.field];
        if (typeof version !== 'number') return;
        const suffix = this.hashed ? hash('sha256', JSON.stringify(body), 'base64url').slice(0, HASH_CHARACTERS) : '';
        context.switchToHttp().getResponse<FastifyReply>().header('etag', versionTag(version, suffix));
      }),
    );
  }
}

/**
 * Routes whose answers are resources with the number of their version: the ETag holds it, and `@IfMatch()` takes it.
 *
 * @param field where that number is
 * @param hashed whether answers change without it, as by what a worker notes: the ETag then holds a hash of the answer, too,
 *   which `@IfMatch()` disregards
 */
export const Versioned = ({ field = 'version', hashed = false } = {}) =>
  onRoutes(
    applyDecorators(UseInterceptors(new VersionTagInterceptor(field, hashed)), declareRoute({ versioned: true })),
  );
