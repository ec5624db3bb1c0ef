import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Caller, Priority } from '#platform/access';
import { Answers, Id, Tag } from '#platform/http';
import { mayAdminister, mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { levels } from '../scopes/scope.js';
import { PassageRuleContentDto, PassageRuleDto, PassageRulesDto, PassageRulesQueryDto } from './passage-rules.dto.js';
import { PassageRulesService } from './passage-rules.service.js';

@Tag(
  'Passages',
  'What becomes of students at the end of a year: rules, decisions, and plans that are applied and undone.',
)
@Priority('normal')
@Controller('v1/campus')
export class PassageRulesController {
  constructor(private readonly rules: PassageRulesService) {}

  /** List the rules by which students pass into the next year, by programme and level. */
  @Get('passage-rules')
  @mayEdit()
  @Answers('no_campus_scope')
  listPassageRules(@Query() query: PassageRulesQueryDto, @Caller() caller: Caller): Promise<PassageRulesDto> {
    return this.rules.list(caller, query);
  }

  /** Say where students of a level of a programme go in the next year. Plans that were made before stay as they are. */
  @Put('programmes/:id/passage-rules/:level')
  @mayAdminister()
  @ApiParam({ name: 'level', enum: levels })
  @Answers('not_in_structure', 'is_archived', 'rules_in_a_circle', 'unknown_place', 'level_not_offered')
  putPassageRule(
    @Id('id', campusProblems.not_in_structure) id: string,
    @Param('level') level: string,
    @Body() rule: PassageRuleContentDto,
    @Caller() { tenantId }: Caller,
  ): Promise<PassageRuleDto> {
    return this.rules.put(tenantId, id, level, rule);
  }
}
