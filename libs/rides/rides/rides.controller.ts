import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, AtVersion, Id, Location, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { ridesProblems } from '../rides.errors.js';
import { NewRideDto, RideChangesDto, RideDto, RidesDto, RidesQueryDto, TrackDto } from './rides.dto.js';
import { RidesService } from './rides.service.js';

const RideId = () => Id('id', ridesProblems.ride_not_found);
const At = () => AtVersion(ridesProblems.ride_not_found);

@Tag('Rides', 'The rides of the signed-in rider, and what they come to.')
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/rides/rides')
export class RidesController {
  constructor(private readonly rides: RidesService) {}

  /** List my rides, the latest first, with the sums over all that the filter selects. */
  @Get()
  @Allow('rides.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [] })
  @Answers('no_account')
  list(@Query() query: RidesQueryDto, @Caller() caller: Caller): Promise<RidesDto> {
    return this.rides.list(personOf(caller), query);
  }

  /** Read one of my rides. */
  @Get(':id')
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account', 'ride_not_found')
  one(@RideId() id: string, @Caller() caller: Caller): Promise<RideDto> {
    return this.rides.one(personOf(caller), id);
  }

  /** Read the track of a ride, reduced to at most 500 points: those from which its line differs least. */
  @Get(':id/track')
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account', 'ride_not_found', 'ride_without_file')
  track(@RideId() id: string, @Caller() caller: Caller): Promise<TrackDto> {
    return this.rides.track(personOf(caller), id);
  }

  /** Write a ride by hand, which no device recorded. */
  @Post()
  @Allow('rides.write', { least: 'member' })
  @Idempotent()
  @Location('/v1/rides/rides/{id}')
  @Answers('no_account', 'ride_in_future', 'moves_longer_than_it_takes', 'unknown_bike')
  write(@Body() ride: NewRideDto, @Caller() caller: Caller): Promise<RideDto> {
    return this.rides.write(personOf(caller), ride);
  }

  /** Change title, kind, notes or bike of a ride, at the version given by If-Match. */
  @Patch(':id')
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'ride_not_found', 'unknown_bike')
  change(
    @At() { id, versions }: AtVersion,
    @Body() changes: RideChangesDto,
    @Caller() caller: Caller,
  ): Promise<RideDto> {
    return this.rides.change(personOf(caller), id, changes, versions);
  }

  /** Delete a ride, at the version given by If-Match, with its track and its file: nothing of it is left. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'ride_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.rides.delete(personOf(caller), id, versions);
  }
}
