import { IsOptional } from 'class-validator';
import { IsIntBetween, Length } from '#platform/http';

/** A request to erase a person. */
export class ErasureRequestDto {
  /**
   * Days before the erasure begins, during which it can be cancelled: 0 to 30, 7 by default.
   * @example 7
   */
  @IsOptional()
  @IsIntBetween(0, 30)
  graceDays?: number;
}

/** The secret of a link in a mail about my erasure: the part after its `#`. */
export class ErasureLinkDto {
  /** @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN' */
  @Length(1, 200)
  token!: string;
}
