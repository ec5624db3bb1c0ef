import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { RetentionDto } from '#platform/data-lifecycle';

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
  @IsInt()
  @Min(1)
  @Max(36_500)
  days!: number | null;
}
