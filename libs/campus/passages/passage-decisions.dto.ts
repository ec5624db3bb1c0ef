import { IsIn, IsOptional } from 'class-validator';
import { IsId, Length } from '#platform/http';

/** What becomes of a student at the end of a year. */
export const passageDecisions = ['pass', 'repeat', 'leave'] as const;
export type Decision = (typeof passageDecisions)[number];

/** A decision about a student. */
export class PassageDecisionContentDto {
  /**
   * A year that is open or closed, in which the student is enrolled.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsId()
  yearId!: string;

  /** @example 'pass' */
  @IsIn(passageDecisions)
  decision!: Decision;
}

/** What was decided about a student. */
export class PassageDecisionDto extends PassageDecisionContentDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64' */
  studentId!: string;

  decidedAt!: Date;
}

/** Which columns of a CSV hold what. */
export class DecisionColumnsDto {
  /**
   * The name of the column with the numbers of students; `number` by default.
   * @example 'N° étudiant'
   */
  @IsOptional()
  @Length(1, 200)
  number?: string;

  /**
   * The name of the column with decisions: `pass`, `repeat` or `leave`, also in French; `decision` by default.
   * @example 'Décision'
   */
  @IsOptional()
  @Length(1, 200)
  decision?: string;
}
