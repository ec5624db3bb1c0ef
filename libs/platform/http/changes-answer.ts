import { type CallHandler, type ExecutionContext, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap } from 'rxjs';

/** @returns the body of the answer */
type Change<Result> = (result: Result, reply: FastifyReply, request: FastifyRequest) => unknown;

/** A route whose answer is made of what its handler returns: `change` gives the body, and may set the status and headers. */
export const ChangesAnswer = <Result>(change: Change<Result>): MethodDecorator & ClassDecorator =>
  UseInterceptors({
    intercept(context: ExecutionContext, next: CallHandler<Result>) {
      const http = context.switchToHttp();
      return next.handle().pipe(mergeMap(async (result) => change(result, http.getResponse(), http.getRequest())));
    },
  });
