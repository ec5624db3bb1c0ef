import { Controller, Get, Headers, HttpCode, HttpStatus, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller, Priority } from '#platform/access';
import { OwnWrites } from '#platform/cache';
import { Answers, AnswersEvents, Id, Sends, sendEvents, streamRequest, Tag } from '#platform/http';
import {
  hasEnded,
  type Operation,
  OperationDto,
  OperationEvents,
  Operations,
  operationsProblems,
} from '#platform/operations';
import { OperationEventDto, OperationsDto, OperationsQueryDto, presentOperation } from './operations.dto.js';
import { AnswersOperation } from './starts-operation.js';

@Tag('Operations', 'Work that continues after the request that started it.')
@Priority('normal')
@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly operations: Operations,
    private readonly events: OperationEvents,
    private readonly writes: OwnWrites,
  ) {}

  /**
   * List operations, the newest first.
   *
   * @remarks Those that the caller began, and those that the caller may begin: with the same permission, and for the
   * same places of a campus. Operations are stored for 30 days.
   */
  @Get()
  @Allow('operations.read', { least: 'member' })
  @Sends('Palier-Wrote')
  async list(
    @Query() query: OperationsQueryDto,
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OperationsDto> {
    const { data, page } = await this.operations.list(caller, query);
    const { locale } = request.palier;
    request.palier.showsEnd = data.some(hasEnded);
    return { data: data.map((operation) => presentOperation(operation, locale)), page };
  }

  /**
   * Read an operation.
   *
   * @remarks Found by the caller who began it and by those who may begin it; what a user began for themselves, such
   * as an export of their data, is found by nobody else. Until it has ended, Retry-After says when to read it
   * again.
   */
  @Get(':id')
  @Allow('operations.read', { least: 'member' })
  @Answers('operation_not_found')
  @ApiOkResponse({ type: OperationDto })
  @AnswersOperation()
  read(@Id('id', operationsProblems.operation_not_found) id: string, @Caller() caller: Caller): Promise<Operation> {
    return this.operations.find(caller, id);
  }

  /**
   * Ask an operation to stop.
   *
   * @remarks Those who find an operation may cancel it. With `operations.administer` a caller also cancels what
   * another user began for themselves: its result and error are not shown then. Answers 202 until the operation has
   * stopped, and 200 when it has ended in any state.
   */
  @Post(':id/cancel')
  @HttpCode(HttpStatus.OK)
  @Allow('operations.write', { least: 'member' })
  @Answers('operation_not_found', 'queues_unavailable')
  @ApiOkResponse({ type: OperationDto, description: 'The operation has ended, before this request or by it.' })
  @ApiAcceptedResponse({ type: OperationDto, description: 'The operation is asked to stop, and has not stopped yet.' })
  @AnswersOperation()
  cancel(@Id('id', operationsProblems.operation_not_found) id: string, @Caller() caller: Caller): Promise<Operation> {
    return this.operations.cancel(caller, id);
  }

  @Get(':id/events')
  @Allow('operations.read', { least: 'member' })
  @AnswersEvents({
    summary: 'Follow an operation by Server-Sent Events',
    description:
      'Each `operation` event holds the present state of the operation; the first is sent at once. The stream ends with the operation, or when the client would be refused. One user or key may have 10 open streams. A client that reconnects with Last-Event-ID gets the later events, and 204 when the operation has ended and there are none.',
    events: { operation: { $ref: getSchemaPath(OperationEventDto) } },
    refusals: ['operation_not_found'],
  })
  @ApiExtraModels(OperationEventDto)
  @ApiNoContentResponse({ description: 'The operation has ended, and the client has received its last event.' })
  async follow(
    @Id('id', operationsProblems.operation_not_found) id: string,
    @Caller() caller: Caller,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { locale } = request.palier;
    const seen = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
    const present = (operation: Operation): OperationEventDto => {
      const presented = presentOperation(operation, locale);
      return hasEnded(operation) ? { ...presented, wrote: this.writes.afterOthers(caller.tenantId) } : presented;
    };
    const as = { locale, present };
    const stream = await this.events.follow(streamRequest(request), caller, id, as, seen);
    if (stream) sendEvents(request, reply, stream);
    else reply.header('cache-control', 'no-store').code(HttpStatus.NO_CONTENT).send();
  }
}
