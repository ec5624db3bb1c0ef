import { IsIn, IsOptional } from 'class-validator';
import { IsArrayBetween, Length } from '#platform/http';
import { longestName } from '../batches/event-rules.js';
import { DaysDto } from '../questions/questions.dto.js';

const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** An export of the events of at most 31 days. */
export class AskExportDto extends DaysDto {
  /** @example 'csv' */
  @IsIn(exportFormats)
  format!: ExportFormat;

  /**
   * Only events of these names.
   * @example ['app.installed']
   */
  @IsOptional()
  @IsArrayBetween(1, 100)
  @Length(1, longestName, { each: true })
  names?: string[];
}
