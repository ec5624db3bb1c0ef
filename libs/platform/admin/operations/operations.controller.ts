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
import { Answers, versionTag } from '#platform/http';
import { hasEnded, type Operation, OperationEvents, Operations } from '#platform/operations';
import { type Locale, localeOf } from '#platform/problems';
import { tenantIdInForce } from '#platform/tenancy';
import { OperationDto, OperationsDto, OperationsQueryDto, presentOperation } from './operations.dto.js';

/** Seconds until a client should read an operation again that has not ended. */
const POLL_AGAIN = '1';

@ApiTags('Operations')
@Priority('normal')
@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly operations: Operations,
    private readonly events: OperationEvents,
  ) {}

  @Get()
  @Allow('operations.read', { least: 'member' })
  @Answers('page_out_of_reach')
  @ApiOperation({ summary: 'List operations, the newest first', description: 'Operations are stored for 30 days.' })
  async list(@Query() query: OperationsQueryDto, @Req() request: FastifyRequest): Promise<OperationsDto> {
    const { data, page } = await this.operations.list(tenantIdInForce(), query);
    const locale = localeOfRequest(request);
    return { data: data.map((operation) => presentOperation(operation, locale)), page };
  }

  @Get(':id')
  @Allow('operations.read', { least: 'member' })
  @Answers('operation_not_found')
  @ApiOperation({
    summary: 'Read an operation',
    description: 'Until it has ended, Retry-After says when to read it again.',
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
  @Answers('operation_not_found', 'queues_unavailable')
  @ApiOperation({
    summary: 'Ask an operation to stop',
    description:
      'Requires the permission that starting it required. Answers 202 until the operation has stopped, and 200 when it has ended in any state.',
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
  @Answers('operation_not_found', 'operation_streams_full')
  @ApiOperation({
    summary: 'Follow an operation by Server-Sent Events',
    description:
      'Each `operation` event holds the present state of the operation; the first is sent at once. The stream ends with the operation, or when the client would be refused. One user or key may have 10 open streams. A client that reconnects with Last-Event-ID gets the later events, and 204 when the operation has ended and there are none.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event that the client received.',
  })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiNoContentResponse({ description: 'The operation has ended, and the client has received its last event.' })
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
    // Stops nginx from buffering events.
    reply.header('x-accel-buffering', 'no');
    return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
  }
}

function tagged(operation: Operation, request: FastifyRequest, reply: FastifyReply): OperationDto {
  reply.header('etag', versionTag(operation.version));
  if (!hasEnded(operation)) reply.header('retry-after', POLL_AGAIN);
  return presentOperation(operation, localeOfRequest(request));
}

function localeOfRequest(request: FastifyRequest): Locale {
  return localeOf(request.headers['accept-language']);
}
