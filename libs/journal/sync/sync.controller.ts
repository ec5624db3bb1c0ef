import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers } from '#platform/http';
import { mayWrite } from '../journal.access.js';
import { SyncAnswerDto, SyncDto } from './sync.dto.js';
import { SyncService } from './sync.service.js';

@ApiTags('Journal')
@Priority('vital')
@Controller('v1/journal/sync')
export class SyncController {
  constructor(private readonly service: SyncService) {}

  /**
   * Send what a device changed, perhaps offline, and read what other devices changed. A request whose answer was lost is sent
   * again as it was: nothing is applied twice. The event `journal.changed` of GET /v1/events says when to ask again.
   */
  @Post()
  @HttpCode(200)
  @mayWrite()
  @Answers('no_account', 'invalid_cursor', 'journal_sealed')
  syncJournal(@Body() sync: SyncDto, @Caller() caller: Caller, @Req() request: FastifyRequest): Promise<SyncAnswerDto> {
    return this.service.sync(personOf(caller), sync, request.palier.locale);
  }
}
