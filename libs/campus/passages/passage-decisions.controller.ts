import { Body, Controller, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, BodyStream, Id, StreamedBody, type UploadedBody } from '#platform/http';
import type { Operation } from '#platform/operations';
import { mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { csvBody, ofCsvUploads } from '../rosters/csv-uploads.js';
import { DecisionColumnsDto, PassageDecisionContentDto, PassageDecisionDto } from './passage-decisions.dto.js';
import { PassageDecisionsService } from './passage-decisions.service.js';

@ApiTags('Passages')
@Priority('normal')
@mayEdit()
@Controller('v1/campus')
export class PassageDecisionsController {
  constructor(private readonly decisions: PassageDecisionsService) {}

  /** Decide whether a student passes at the end of a year, repeats or leaves. Staff do so for who is enrolled in their places. */
  @Put('students/:id/passage-decision')
  @Answers(
    'no_campus_scope',
    'students_read_only',
    'student_not_found',
    'not_in_structure',
    'enrolment_not_found',
    'year_not_begun',
  )
  putPassageDecision(
    @Id('id', campusProblems.student_not_found) id: string,
    @Body() decision: PassageDecisionContentDto,
    @Caller() caller: Caller,
  ): Promise<PassageDecisionDto> {
    return this.decisions.put(caller, id, decision);
  }

  /**
   * Decide by a CSV, read as a roster is, with a student and a decision on each line. The result of the operation counts the lines,
   * and lists up to a thousand that were refused with field and reason. Of two lines about a student the first one counts. Each user or
   * key may have one at work at a time.
   */
  @Post('years/:id/passage-decisions')
  @StartsOperation()
  @StreamedBody(csvBody)
  @Answers(
    'no_campus_scope',
    'students_read_only',
    'not_in_structure',
    'year_not_begun',
    ...ofCsvUploads,
    'unknown_column',
    'operations_at_work',
  )
  takePassageDecisions(
    @Id('id', campusProblems.not_in_structure) id: string,
    @Query() columns: DecisionColumnsDto,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<Operation> {
    return this.decisions.receive(caller, id, columns, body);
  }
}
