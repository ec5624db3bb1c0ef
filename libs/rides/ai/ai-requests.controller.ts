import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { Answers, Id, ListQueryDto, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { ridesProblems } from '../rides.errors.js';
import { AiRequestDto, AiRequestsDto, NewAiRequestDto } from './ai-requests.dto.js';
import { AiRequestsService } from './ai-requests.service.js';

const RequestId = () => Id('id', ridesProblems.ai_request_not_found);

@Tag('Ride questions', 'What the signed-in rider asks a model, which answers in turn, and rules where it cannot.')
@Priority('normal')
@Controller('v1/rides/ai-requests')
export class AiRequestsController {
  constructor(private readonly requests: AiRequestsService) {}

  /**
   * Ask the model about my rides. It is sent figures of the rides of the last 42 days, with dates as days before today, and the
   * question: never a name, a title or a position. The answer comes in turn, and from the rules where the model cannot answer within
   * `waitSeconds`, where a budget does not suffice, or where there are fewer services for a while; the events `ai.changed` of
   * `/v1/events` tell its place and its end.
   */
  @Post()
  @Allow('rides.write', { least: 'member' })
  @Idempotent()
  @Answers('no_account', 'rate_quota_exceeded', 'too_many_ai_requests', 'ai_budget_spent', 'no_model')
  ask(@Body() asked: NewAiRequestDto, @Caller() caller: Caller, @Req() request: FastifyRequest): Promise<AiRequestDto> {
    return this.requests.ask(personOf(caller), asked, request.palier.locale);
  }

  /** List what I asked in the last 30 days, the newest first, with what was sent and answered. */
  @Get()
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<AiRequestsDto> {
    return this.requests.list(personOf(caller), query);
  }

  /** Read what I asked, with what was sent and answered. */
  @Get(':id')
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account', 'ai_request_not_found')
  read(@RequestId() id: string, @Caller() caller: Caller): Promise<AiRequestDto> {
    return this.requests.read(personOf(caller), id);
  }

  /** Cancel a request that waits: nothing of it is charged. One that has ended stays as it is. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'ai_request_not_found', 'ai_request_under_way')
  cancel(@RequestId() id: string, @Caller() caller: Caller): Promise<AiRequestDto> {
    return this.requests.cancel(personOf(caller), id);
  }

  /** Delete a request that has ended, with what was sent and answered. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'ai_request_not_found', 'ai_request_open')
  delete(@RequestId() id: string, @Caller() caller: Caller): Promise<void> {
    return this.requests.delete(personOf(caller), id);
  }
}
