import { IsOptional } from 'class-validator';
import { IsDay, IsId, IsNewId, ListOf, ListQueryDto, MaxLength, VersionedDto } from '#platform/http';

/** Selects relapses. */
export class RelapsesQueryDto extends ListQueryDto {
  /**
   * Only those into this addiction.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsOptional()
  @IsId()
  addiction?: string;
}

/** A relapse: an episode of one day. The days without the addiction before it stay counted. */
export class RelapseContentDto {
  /**
   * Into what.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsId()
  addictionId!: string;

  /**
   * By the person’s calendar, since 1900. Of a day with two, one counts.
   * @example '2026-03-08'
   */
  @IsDay()
  day!: string;

  /**
   * Up to 5,000 characters, stored encrypted.
   * @example 'After a hard week at work.'
   */
  @IsOptional()
  @MaxLength(5000)
  note?: string;
}

/** A relapse to note. */
export class NewRelapseDto extends RelapseContentDto {
  /**
   * A UUIDv7 that the client made; by default the server makes one.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsOptional()
  @IsNewId()
  id?: string;
}

/** A relapse. */
export class RelapseDto extends VersionedDto {
  /**
   * The addiction, which another device may not have sent yet.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'
   */
  addictionId!: string;

  /** @example '2026-03-08' */
  day!: string;

  /** @example 'After a hard week at work.' */
  note!: string;
}

/** A cursor step or page of relapses. */
export class RelapsesDto extends ListOf(RelapseDto) {}
