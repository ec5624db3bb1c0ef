import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Length } from '#platform/http';

/** A request to erase a person. */
export class ErasureRequestDto {
  /**
   * Days before the erasure begins, during which it can be cancelled: 0 to 30, 7 by default.
   * @example 7
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(30)
  graceDays?: number;
}

/** The secret of the link in the mail about my erasure: the part after its `#`. */
export class ErasureCancellationDto {
  /** @example 'AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN' */
  @IsString()
  @Length(1, 200)
  token!: string;
}

/** The erasure of a person from a tenant. */
export class ErasureDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  userId!: string;

  /** `pending` until it is due, then `erasing`, then `erased`. */
  state!: 'pending' | 'erasing' | 'erased';

  askedAt!: Date;

  /** When the grace period ends. */
  dueAt!: Date;

  /** Null until the erasure has ended, about a quarter of an hour after it began. */
  erasedAt!: Date | null;

  /**
   * Rows changed so far, by table and effect.
   * @example { "auth.users delete": 1, "auth.api_keys detach": 2 }
   */
  counts!: Record<string, number>;
}
