import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, Id } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { PassageExceptionDto, PassageLineDto, PassageLinesDto, PassageLinesQueryDto } from './passage-lines.dto.js';
import {
  CountedPassagePlanDto,
  NewPassagePlanDto,
  PassagePlansDto,
  PassagePlansQueryDto,
} from './passage-plans.dto.js';
import { PassagePlansService } from './passage-plans.service.js';

const PlanId = () => Id('id', campusProblems.passage_plan_not_found);
const unseen = ['no_campus_scope', 'students_read_only', 'passage_plan_not_found'];

@ApiTags('Passages')
@Priority('normal')
@mayEdit()
@Controller('v1/campus/passage-plans')
export class PassagePlansController {
  constructor(private readonly plans: PassagePlansService) {}

  /**
   * Plan where the students of a place in my scope go in the next year, by what was decided and by the rules. Nothing is changed.
   * The plan has the id of the operation. Each user or key may have one made at a time.
   */
  @Post()
  @StartsOperation()
  @Idempotent()
  @Answers(
    'no_campus_scope',
    'students_read_only',
    'not_in_structure',
    'year_not_begun',
    'year_not_preparing',
    'unknown_place',
    'operations_at_work',
  )
  planPassages(@Body() plan: NewPassagePlanDto, @Caller() caller: Caller): Promise<Operation> {
    return this.plans.begin(caller, plan);
  }

  /** List the plans of places in my scope, the newest first. */
  @Get()
  @Answers('no_campus_scope', 'students_read_only')
  listPassagePlans(@Query() query: PassagePlansQueryDto, @Caller() caller: Caller): Promise<PassagePlansDto> {
    return this.plans.list(caller, query);
  }

  /** Read a plan, with its lines counted by destination and by problem. */
  @Get(':id')
  @Answers(...unseen)
  readPassagePlan(@PlanId() id: string, @Caller() caller: Caller): Promise<CountedPassagePlanDto> {
    return this.plans.one(caller, id);
  }

  /** List the students of a plan. */
  @Get(':id/lines')
  @Answers(...unseen)
  listPassageLines(
    @PlanId() id: string,
    @Query() query: PassageLinesQueryDto,
    @Caller() caller: Caller,
  ): Promise<PassageLinesDto> {
    return this.plans.lines(caller, id, query);
  }

  /** Choose where a student of a plan goes, with a reason, before the plan is applied. */
  @Patch(':id/lines/:studentId')
  @Answers(...unseen, 'student_not_found', 'passage_plan_state', 'is_archived', 'unknown_place', 'level_not_offered')
  changePassageLine(
    @PlanId() id: string,
    @Id('studentId', campusProblems.student_not_found) studentId: string,
    @Body() exception: PassageExceptionDto,
    @Caller() caller: Caller,
  ): Promise<PassageLineDto> {
    return this.plans.except(caller, id, studentId, exception);
  }

  /**
   * Apply a plan before the next year opens: its students are enrolled. Whoever changed after it was made, or is enrolled there
   * already, is listed with a problem and stays as they are. Once it failed or was cancelled, it goes on when it is asked for again.
   */
  @Post(':id/apply')
  @StartsOperation()
  @Answers(...unseen, 'passage_plan_state', 'year_not_preparing')
  applyPassages(@PlanId() id: string, @Caller() caller: Caller): Promise<Operation> {
    return this.plans.work(caller, id, 'apply');
  }

  /**
   * Undo a plan before the next year opens: the enrolments that it made go. One that was changed since stays, and its line is
   * listed with the problem `changed`.
   */
  @Post(':id/undo')
  @StartsOperation()
  @Answers(...unseen, 'passage_plan_state', 'year_not_preparing')
  undoPassages(@PlanId() id: string, @Caller() caller: Caller): Promise<Operation> {
    return this.plans.work(caller, id, 'undo');
  }
}
