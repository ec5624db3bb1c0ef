import { Body, Controller, Get, Post } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, AnswersFile, type FileAnswer, Id, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { AskRosterExportDto } from './roster-exports.dto.js';
import { RosterExportsService } from './roster-exports.service.js';

@Tag('Rosters', 'Files of the students of a year: uploaded, checked, and then applied.')
@Priority('normal')
@mayEdit()
@Controller('v1/campus/rosters/exports')
export class RosterExportsController {
  constructor(private readonly exports: RosterExportsService) {}

  /**
   * Export the enrolments of a year, to staff those of their places, as a roster: a CSV in UTF-8 with `;`, whose columns are
   * named like the fields that a check takes. The result of the operation says where the file is, for a day or until three newer
   * ones are there. Each user or key may have one at work at a time.
   */
  @Post()
  @StartsOperation()
  @Idempotent()
  @Answers('no_campus_scope', 'students_read_only', 'not_in_structure', 'operations_at_work')
  export(@Body() asked: AskRosterExportDto, @Caller() caller: Caller): Promise<Operation> {
    return this.exports.begin(caller, asked);
  }

  /**
   * Download an exported roster, under the id of the operation. An apostrophe stands before what a spreadsheet would take for a
   * formula; a check takes it away again. It is there for admins, and for those of the same places as who exported it.
   */
  @Get(':id')
  @AnswersFile('text/csv')
  @Answers('no_campus_scope', 'roster_not_found', 'storage_unavailable')
  download(@Id('id', campusProblems.roster_not_found) id: string, @Caller() caller: Caller): Promise<FileAnswer> {
    return this.exports.read(caller, id);
  }
}
