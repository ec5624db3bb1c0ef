import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { QueryInteger } from '#platform/http';

/** Why a tenant is suspended. */
export class SuspensionDto {
  /**
   * For operators, 1 to 500 characters.
   * @example 'Unpaid since September.'
   */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}

/** How a tenant is deleted. */
export class DeletionDto {
  /**
   * Days until it is purged, 0 to 90; 30 by default. Until then it may be undeleted.
   * @example 30
   */
  @IsOptional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(90)
  graceDays?: number;
}
