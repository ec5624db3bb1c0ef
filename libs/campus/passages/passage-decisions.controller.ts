import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { Answers, Id } from '#platform/http';
import { mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { PassageDecisionContentDto, PassageDecisionDto } from './passage-decisions.dto.js';
import { PassageDecisionsService } from './passage-decisions.service.js';

@ApiTags('Passages')
@Priority('normal')
@Controller('v1/campus')
export class PassageDecisionsController {
  constructor(private readonly decisions: PassageDecisionsService) {}

  /** Decide whether a student passes at the end of a year, repeats or leaves. Staff do so for who is enrolled in their places. */
  @Put('students/:id/passage-decision')
  @mayEdit()
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
}
