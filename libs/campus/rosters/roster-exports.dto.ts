import { IsOptional } from 'class-validator';
import { IsId } from '#platform/http';

/** Which enrolments to export. */
export class AskRosterExportDto {
  /**
   * The id of an academic year, closed ones too.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsId()
  year!: string;

  /**
   * Only in the university with this id.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsOptional()
  @IsId()
  university?: string;

  /**
   * Only in the UFR with this id.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsOptional()
  @IsId()
  ufr?: string;

  /**
   * Only in the programme with this id.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsOptional()
  @IsId()
  programme?: string;
}
