import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, ValidateIf } from 'class-validator';
import { ArrayUnique, IsDay, Length, ListOf, ListQueryDto } from '#platform/http';
import { type RideKind, rideKinds } from '../rides/rides.dto.js';

/** Selects bikes. */
export class BikesQueryDto extends ListQueryDto {}

/** What a rider says of a bike besides its name. */
class BikeUseDto {
  /**
   * Uploaded rides of these kinds are of it, where no newer bike has the kind; none by default.
   * @example ['road']
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(rideKinds.length)
  @ArrayUnique()
  @IsIn(rideKinds, { each: true })
  kinds?: RideKind[];

  /**
   * From this day on no uploaded ride is of it; null while it is ridden.
   * @example '2026-05-01'
   */
  @ValidateIf((_dto, day) => day !== undefined && day !== null)
  @IsDay()
  retired?: string | null;
}

/** A bike to add. */
export class NewBikeDto extends BikeUseDto {
  /** 1 to 100 characters. @example 'The red one' */
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** Changes of a bike; what is left out stays. */
export class BikeChangesDto extends BikeUseDto {
  /** 1 to 100 characters. @example 'The red one' */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;
}

/** A bike, with what its rides come to. */
export class BikeDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

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

  /** One more with each change. @example 1 */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A cursor step or page of bikes. */
export class BikesDto extends ListOf(BikeDto) {}
