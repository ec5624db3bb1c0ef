import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { mayDeclare, mayRead } from '../analytics.access.js';
import { CountedPropertiesDto, EventNameDto, EventNamesDto, NamePathDto } from './names.dto.js';
import { NamesService } from './names.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/names')
export class NamesController {
  constructor(private readonly names: NamesService) {}

  /** List the names of events that came in the last 30 days, with the properties whose values are counted. */
  @Get()
  @mayRead()
  list(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<EventNamesDto> {
    return this.names.list(tenantId, query);
  }

  /**
   * Declare the properties of a name whose values are counted: of events that are stored from then on, up to 200 values a day.
   */
  @Put(':name')
  @mayDeclare()
  @Answers('too_many_counted_names')
  declareProperties(
    @Param() { name }: NamePathDto,
    @Body() { properties }: CountedPropertiesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<EventNameDto> {
    return this.names.declare(tenantId, name, properties);
  }
}
