import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, AtVersion, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { ridesProblems } from '../rides.errors.js';
import { BikeChangesDto, BikeDto, BikesDto, NewBikeDto } from './bikes.dto.js';
import { BikesService } from './bikes.service.js';

const At = () => AtVersion(ridesProblems.bike_not_found);

@Tag('Bikes', 'What the signed-in rider rides on, with what the rides of each come to.')
@Versioned()
@Priority('normal')
@Controller('v1/rides/bikes')
export class BikesController {
  constructor(private readonly bikes: BikesService) {}

  /** List my bikes, the newest first. */
  @Get()
  @Allow('rides.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [] })
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<BikesDto> {
    return this.bikes.list(personOf(caller), query);
  }

  /** Add a bike; at most 50 are kept. */
  @Post()
  @Allow('rides.write', { least: 'member' })
  @Idempotent()
  @Answers('no_account', 'too_many_bikes')
  create(@Body() bike: NewBikeDto, @Caller() caller: Caller): Promise<BikeDto> {
    return this.bikes.add(personOf(caller), bike);
  }

  /** Change a bike, at the version given by If-Match. Rides that there are stay of the bike that they are of. */
  @Patch(':id')
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'bike_not_found')
  change(
    @At() { id, versions }: AtVersion,
    @Body() changes: BikeChangesDto,
    @Caller() caller: Caller,
  ): Promise<BikeDto> {
    return this.bikes.change(personOf(caller), id, changes, versions);
  }

  /** Delete a bike, at the version given by If-Match. Its rides stay, and are of no bike. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'bike_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.bikes.delete(personOf(caller), id, versions);
  }
}
