import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { TENANT_TAG } from '#tenants';
import { RecordsDto, RecordsQueryDto, StatisticsDto, StatisticsQueryDto } from './statistics.dto.js';
import { StatisticsService } from './statistics.service.js';

@Tag('Ride statistics', 'What all rides of the signed-in rider come to.')
@Priority('normal')
@Controller('v1/rides')
export class RideStatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  /** Read what my rides come to by week, month or year, beside as many periods before. */
  @Get('statistics')
  @Allow('rides.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [TENANT_TAG] })
  @Answers('no_account')
  read(@Query() query: StatisticsQueryDto, @Caller() caller: Caller): Promise<StatisticsDto> {
    return this.statistics.read(personOf(caller), query);
  }

  /** Read my records, and on how many days in a row I rode. */
  @Get('records')
  @Allow('rides.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [TENANT_TAG] })
  @Answers('no_account')
  records(@Query() query: RecordsQueryDto, @Caller() caller: Caller): Promise<RecordsDto> {
    return this.statistics.records(personOf(caller), query);
  }
}
