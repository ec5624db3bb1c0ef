import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiAcceptedResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Sends, versionTag } from '#platform/http';
import { hasEnded, type Operation, OperationDto } from '#platform/operations';
import { presentOperation } from './operations.dto.js';

/** Seconds until a client should read an operation again that has not ended. */
const POLL_AGAIN = '1';

/**
 * Answers with the operation that the handler returns, in the request's language, with its ETag. Until it has ended,
 * Retry-After says when to read it again, and the answer to a request that started or cancelled it is 202 with its Location.
 * Once it has, the caller gets a `Palier-Wrote`, with which they read what it wrote.
 */
@Injectable()
class OperationAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<OperationDto> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((operation: Operation) => {
        reply.header('etag', versionTag(operation.version));
        request.palier.showsEnd = hasEnded(operation);
        if (!hasEnded(operation)) {
          reply.header('retry-after', POLL_AGAIN);
          if (request.method !== 'GET' && request.method !== 'HEAD')
            reply.code(202).header('location', `/v1/operations/${operation.id}`);
        }
        return presentOperation(operation, request.palier.locale);
      }),
    );
  }
}

/** A route whose handler returns an operation. */
export const AnswersOperation = () =>
  applyDecorators(UseInterceptors(OperationAnswer), Sends('ETag'), Sends('Location'), Sends('Palier-Wrote'));

/** A route whose handler returns the operation that it started: answered with 202 and the operation's Location. */
export const StartsOperation = () =>
  applyDecorators(HttpCode(202), notCreated, ApiAcceptedResponse({ type: OperationDto }), AnswersOperation());

/** The swagger plugin does not see an `HttpCode` within another decorator, and documents a 201. */
const notCreated = (_controller: object, _route: string | symbol, { value }: PropertyDescriptor) => {
  Reflect.deleteMetadata('swagger/apiResponse', value);
};
