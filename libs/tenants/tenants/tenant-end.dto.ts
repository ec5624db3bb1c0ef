import { IsOptional } from 'class-validator';
import { IsIntBetween, Length, QueryInteger } from '#platform/http';

/** The suspension of a tenant. */
export class SuspensionDto {
  /**
   * The reason, for operators, 1 to 500 characters.
   * @example 'Unpaid since September.'
   */
  @IsOptional()
  @Length(1, 500)
  reason?: string;
}

/** The deletion of a tenant. */
export class DeletionDto {
  /**
   * Days until it is purged, 0 to 90; 30 by default. Until then it can be restored.
   * @example 30
   */
  @IsOptional()
  @QueryInteger()
  @IsIntBetween(0, 90)
  graceDays?: number;
}
