import { ValidateIf } from 'class-validator';
import { RetentionDto } from '#platform/data-lifecycle';
import { IsIntBetween } from '#platform/http';

/** How long rows are kept, where you may choose. */
export class RetentionsDto {
  /** In order of name. */
  data!: RetentionDto[];
}

/** How long rows shall be kept. */
export class RetentionChoiceDto {
  /**
   * In days, from `shortest` to `longest`; null for the longest.
   * @example 90
   */
  @ValidateIf((_dto, days) => days !== null)
  @IsIntBetween(1, 36_500)
  days!: number | null;
}
