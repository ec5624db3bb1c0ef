import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { Settings } from '#platform/config';
import { streamRequest, versionTag } from '#platform/http';
import { hasEnded, type Operation, OperationDto, OperationEvents } from '#platform/operations';
import { Problem } from '#platform/problems';
import { outermost } from '#platform/routes';
import { requestInForce } from '#platform/telemetry';
import { presentOperation, type WaitQueryDto } from './operations.dto.js';

/**
 * Holds back the answer to a request that started an operation, until the operation has ended or for as long as the client
 * asked. Whatever becomes of the wait, the operation was started: then the answer is the one that there would be without.
 */
@Injectable()
class OperationWait implements NestInterceptor {
  private readonly log = new Logger('Operations');

  constructor(
    private readonly events: OperationEvents,
    private readonly settings: Settings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: WaitQueryDto }>>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (answer) => {
        // Checked by the validation of the handler, which has run.
        const seconds = Number(request.query.wait ?? 0);
        const id = /^\/v1\/operations\/([^/]+)$/.exec(String(reply.getHeader('location')))?.[1];
        if (seconds === 0 || id === undefined || reply.statusCode !== 202) return answer;
        const operation = await this.outcome(request, id, seconds);
        if (!operation || !hasEnded(operation)) return answer;
        reply.code(200).removeHeader('location').removeHeader('retry-after');
        reply.header('etag', versionTag(operation.version));
        request.palier.showsEnd = true;
        return presentOperation(operation, request.palier.locale);
      }),
    );
  }

  private async outcome(asked: FastifyRequest, id: string, seconds: number): Promise<Operation | undefined> {
    // Half of the time that a handler has, so that what started the operation may take the other half.
    const time = AbortSignal.timeout(Math.floor(Math.min(seconds * 1000, this.settings.requestTimeoutMs / 2)));
    const request = requestInForce();
    const gone = request?.gone?.();
    request?.place?.leave();
    try {
      return await this.events.untilEnded(streamRequest(asked), id, gone ? AbortSignal.any([time, gone]) : time);
    } catch (error) {
      if (!(error instanceof Problem)) this.log.warn(`The end of the operation ${id} was not waited for: ${error}`);
      return undefined;
    }
  }
}

/**
 * A route with `@StartsOperation()` and a `@Query()` of `WaitQueryDto`, which may answer 200 with the operation that has ended.
 * Above `@Idempotent()`: an operation that is started with a key begins once its transaction is committed.
 */
export const WaitsForOperation = (): MethodDecorator =>
  applyDecorators(
    outermost(OperationWait),
    ApiOkResponse({ type: OperationDto, description: 'The operation has ended within `wait`; its `state` says how.' }),
  );
