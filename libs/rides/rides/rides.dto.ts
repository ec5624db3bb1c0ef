import { IsIn, IsOptional, Max, Min } from 'class-validator';
import {
  IsDateTime,
  IsDay,
  IsId,
  IsIntBetween,
  IsNumberBetween,
  IsOptionalOrNull,
  Length,
  ListOf,
  ListQueryDto,
  MaxLength,
  QueryInteger,
} from '#platform/http';

import { DeviceFiguresDto, RideFiguresDto } from './ride-figures.dto.js';

export const rideKinds = ['road', 'gravel', 'mountain', 'city', 'indoor', 'other'] as const;
export type RideKind = (typeof rideKinds)[number];
export const rideSorts = ['-beganAt', 'beganAt', '-distance', 'distance', '-movingTime', 'movingTime'] as const;
export type RideSort = (typeof rideSorts)[number];

/** Selects and sorts rides. */
export class RidesQueryDto extends ListQueryDto {
  /** Only rides from this day on, in the time zone of each. @example '2026-05-01' */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Only rides up to this day. @example '2026-05-31' */
  @IsOptional()
  @IsDay()
  to?: string;

  @IsOptional()
  @IsIn(rideKinds)
  kind?: RideKind;

  /** Only rides of this bike. @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  @IsOptional()
  @IsId()
  bike?: string;

  /** Only rides of so many metres or more. @example 40000 */
  @IsOptional()
  @QueryInteger()
  @Min(0)
  @Max(5_000_000)
  least?: number;

  /** By start, distance or moving time, `-` for descending; `-beganAt` by default. */
  @IsOptional()
  @IsIn(rideSorts)
  sort?: RideSort;
}

/** A ride in a list. */
export class RideSummaryDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  beganAt!: Date;

  /** The day of the beginning, in the ride’s time zone. @example '2026-05-01' */
  day!: string;

  kind!: RideKind;

  /** @example 'Along the canal' */
  title!: string;

  /** Whole metres. @example 42195 */
  distance!: number;

  /** Whole seconds. @example 5100 */
  movingTime!: number;

  /** Whole metres. @example 310 */
  climb!: number | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  bikeId!: string | null;
}

/** Sums over rides. */
export class RideTotalsDto {
  /** @example 12 */
  rides!: number;

  /** Metres. @example 420195 */
  distance!: number;

  /** Seconds. @example 51000 */
  movingTime!: number;

  /** Metres. @example 3100 */
  climb!: number;
}

/** A cursor step or page of rides. */
export class RidesDto extends ListOf(RideSummaryDto) {
  /** Of all rides that the filter selects. */
  totals!: RideTotalsDto;
}

/** A ride. */
export class RideDto extends RideSummaryDto {
  endedAt!: Date;

  /** That of the rider when the ride was uploaded. @example 'Europe/Paris' */
  timeZone!: string;

  /** @example 'Wind from the west.' */
  notes!: string;

  /** Of the file; null for a ride that was written by hand. */
  format!: 'fit' | 'gpx' | 'tcx' | null;

  /** Whether the file ends before the recording does. */
  cut!: boolean;

  /** Seconds that are left out at the beginning; the file has them. @example 0 */
  trimStart!: number;

  /** Seconds that are left out at the end. @example 0 */
  trimEnd!: number;

  figures!: RideFiguresDto;

  device!: DeviceFiguresDto;

  /**
   * A ride that this one overlaps by half of the shorter one: perhaps the same, from another device.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'
   */
  overlappingId!: string | null;

  /** @example 1 */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** The rides of an uploaded file: those that it made, or that the same file made before. */
export class UploadedRidesDto {
  rides!: RideDto[];
}

/** Changes of a ride; what is left out stays. */
export class RideChangesDto {
  @IsOptional()
  @IsIn(rideKinds)
  kind?: RideKind;

  /** 1 to 200 characters. @example 'Along the canal' */
  @IsOptional()
  @Length(1, 200)
  title?: string;

  /** Up to 10,000 characters. @example 'Wind from the west.' */
  @IsOptional()
  @MaxLength(10_000)
  notes?: string;

  /** A bike of the rider, or null for none. @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  @IsOptionalOrNull()
  @IsId()
  bikeId?: string | null;
}

/** A ride that is written by hand: on the road where no kind is given. */
export class NewRideDto extends RideChangesDto {
  /** Not in the future. @example '2026-05-01T06:00:00Z' */
  @IsDateTime()
  beganAt!: string;

  /** Seconds, 1 to 1,209,600. @example 5400 */
  @IsIntBetween(1, 1_209_600)
  elapsedTime!: number;

  /** Seconds, as long as the elapsed time at most; as long by default. @example 5100 */
  @IsOptional()
  @IsIntBetween(1, 1_209_600)
  movingTime?: number;

  /** Metres, 0 to 5,000,000. @example 42195.5 */
  @IsNumberBetween(0, 5_000_000)
  distance!: number;

  /** Metres, 0 to 100,000. @example 310.5 */
  @IsOptional()
  @IsNumberBetween(0, 100_000)
  climb?: number;
}

/** What to leave out of a ride. With nothing left out, its figures are computed anew, with the zones of now. */
export class TrimDto {
  /** Seconds of the beginning, 0 to 1,209,600; 0 by default. @example 30 */
  @IsOptional()
  @IsIntBetween(0, 1_209_600)
  trimStart?: number;

  /** Seconds of the end, 0 to 1,209,600; 0 by default. @example 120 */
  @IsOptional()
  @IsIntBetween(0, 1_209_600)
  trimEnd?: number;
}

/** The track of a ride by column, with a value for each point; a column of which nothing was measured is null. */
export class TrackDto {
  /** Since the beginning of the ride. @example [0, 12, 30] */
  seconds!: number[];

  /** Metres since the beginning. @example [0, 84, 210] */
  distance!: number[];

  /** Degrees, to a millionth. @example [48.1, 48.100412, 48.100991] */
  latitude!: number[] | null;

  /** @example [-1.6, -1.59891, -1.59742] */
  longitude!: number[] | null;

  /** Metres above the sea. @example [35, 36, 36] */
  elevation!: number[] | null;

  /** Beats a minute. @example [112, 121, 130] */
  heartRate!: number[] | null;

  /** Watts. @example [180, 215, 190] */
  power!: number[] | null;

  /** Turns a minute. @example [80, 84, 85] */
  cadence!: number[] | null;
}
