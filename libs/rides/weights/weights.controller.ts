import { Body, Controller, Get, HttpCode, Put, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { WeightContentDto, WeightsDto } from './weights.dto.js';
import { WeightsService } from './weights.service.js';

@Tag('Rider weights', 'What the signed-in rider weighed, by day.')
@Priority('normal')
@Controller('v1/rides/weights')
export class RiderWeightsController {
  constructor(private readonly weights: WeightsService) {}

  /** List what I weighed, the latest day first. */
  @Get()
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<WeightsDto> {
    return this.weights.list(personOf(caller), query);
  }

  /** Write what I weighed on a day, or delete it. */
  @Put()
  @HttpCode(204)
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account')
  put(@Body() weight: WeightContentDto, @Caller() caller: Caller): Promise<void> {
    return this.weights.put(personOf(caller), weight);
  }
}
