import {
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Priority, principalIn } from '#platform/access';
import { Answers, cursorAnswer, listMode, nextLink, pageAnswer, versionTag } from '#platform/http';
import { hasEnded, type Operation, OperationEvents, Operations } from '#platform/operations';
import { type Locale, localeOf } from '#platform/problems';
import { tenantIdInForce } from '#platform/tenancy';
import { OperationDto, OperationsDto, OperationsQueryDto } from './operations.dto.js';
import { presentOperation } from './present-operation.js';

/** Seconds until a client looks again at an operation that goes on. */
const LOOK_AGAIN = '1';

@ApiTags('Operations')
@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly operations: Operations,
    private readonly events: OperationEvents,
  ) {}

  @Get()
  @Allow('operations.read', { least: 'member' })
  @Priority('normal')
  @Answers('page_out_of_reach')
  @ApiOperation({ summary: 'List operations, the newest first', description: 'They are kept for 30 days.' })
  async list(
    @Query() query: OperationsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationsDto> {
    const mode = listMode(query);
    const locale = localeOfRequest(request);
    const present = (operation: Operation) => presentOperation(operation, locale);
    if (mode.kind === 'page') {
      const { operations, total } = await this.operations.page(tenantIdInForce(), { state: query.state, ...mode });
      return pageAnswer(operations.map(present), mode, total);
    }
    const { operations, next } = await this.operations.walk(tenantIdInForce(), { state: query.state, ...mode });
    if (next) reply.header('link', nextLink(request, next));
    return cursorAnswer(operations.map(present), mode.size, next);
  }

  @Get(':id')
  @Allow('operations.read', { least: 'member' })
  @Priority('normal')
  @Answers('operation_not_found')
  @ApiOperation({
    summary: 'Read an operation',
    description: 'While it goes on, Retry-After says when to look again.',
  })
  async read(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationDto> {
    return tagged(await this.operations.find(tenantIdInForce(), id), request, reply);
  }

  @Post(':id/cancel')
  @HttpCode(HttpStatus.OK)
  @Allow('operations.write', { least: 'member' })
  @Priority('normal')
  @Answers('operation_not_found', 'queues_unavailable')
  @ApiOperation({
    summary: 'Ask an operation to stop',
    description:
      'For those who hold what it took to start it. Answers 202 while it is still to stop, and 200 when it has ended, whichever way.',
  })
  @ApiAcceptedResponse({ type: OperationDto })
  async cancel(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationDto> {
    const operation = await this.operations.cancel(tenantIdInForce(), id, principalIn(request));
    reply.code(hasEnded(operation) ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return tagged(operation, request, reply);
  }

  @Get(':id/events')
  @Allow('operations.read', { least: 'member' })
  @Priority('normal')
  @Answers('operation_not_found', 'operation_streams_full')
  @ApiOperation({
    summary: 'Follow an operation by Server-Sent Events',
    description:
      'Each `operation` event holds the operation as it is then, the first at once; the stream ends with the operation, or once the client would be refused. One user or key may have 10 at once. A client that comes again with Last-Event-ID is told what it does not know, and gets 204 when that is nothing.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event that came.' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiNoContentResponse({ description: 'It has ended, and the client knows.' })
  async follow(
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const locale = localeOfRequest(request);
    const seen = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
    const present = (operation: Operation) => presentOperation(operation, locale);
    const stream = await this.events.follow(request, tenantIdInForce(), id, present, seen);
    reply.header('cache-control', 'no-store');
    if (!stream) {
      reply.code(HttpStatus.NO_CONTENT);
      return undefined;
    }
    // Of nginx: or it would hold events back until it has a bufferful.
    reply.header('x-accel-buffering', 'no');
    return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
  }
}

function tagged(operation: Operation, request: FastifyRequest, reply: FastifyReply): OperationDto {
  reply.header('etag', versionTag(operation.version));
  if (!hasEnded(operation)) reply.header('retry-after', LOOK_AGAIN);
  return presentOperation(operation, localeOfRequest(request));
}

function localeOfRequest(request: FastifyRequest): Locale {
  return localeOf(request.headers['accept-language']);
}
