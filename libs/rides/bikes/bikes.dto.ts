import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsDay, IsOptionalOrNull, IsSetBetween, Length, ListOf, VersionedDto } from '#platform/http';
import { type RideKind, rideKinds } from '../rides/rides.dto.js';

/** What a rider says of a bike besides its name. */
class BikeUseDto {
  /**
   * Uploaded rides of these kinds are of it, where no newer bike has the kind; none by default.
   * @example ['road']
   */
  @IsOptional()
  @IsSetBetween(0, rideKinds.length)
  @IsIn(rideKinds, { each: true })
  kinds?: RideKind[];

  /**
   * From this day on no uploaded ride is of it; null while it is ridden.
   * @example '2026-05-01'
   */
  @IsOptionalOrNull()
  @IsDay()
  retired?: string | null;
}

/** A bike to add. */
export class NewBikeDto extends BikeUseDto {
  /** 1 to 100 characters. @example 'The red one' */
  @Length(1, 100)
  name!: string;
}

/** Changes of a bike; what is left out stays. */
export class BikeChangesDto extends IntersectionType(BikeUseDto, PartialType(PickType(NewBikeDto, ['name']))) {}

/** A bike, with what its rides come to. */
export class BikeDto extends VersionedDto {
  /** @example 'The red one' */
  name!: string;

  /** @example ['road'] */
  kinds!: RideKind[];

  /** @example '2026-05-01' */
  retired!: string | null;

  /** How many rides are of it. @example 12 */
  rides!: number;

  /** Metres. @example 420195 */
  distance!: number;

  /** Seconds. @example 51000 */
  movingTime!: number;
}

/** A cursor step or page of bikes. */
export class BikesDto extends ListOf(BikeDto) {}
