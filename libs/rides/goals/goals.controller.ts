import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, AtVersion, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { TENANT_TAG } from '#tenants';
import { ridesProblems } from '../rides.errors.js';
import { GoalChangesDto, GoalDto, GoalsDto, NewGoalDto } from './goals.dto.js';
import { GoalsService } from './goals.service.js';

const At = () => AtVersion(ridesProblems.goal_not_found);

@Tag('Goals', 'What the signed-in rider wants to reach by week, month or year, and how far that is.')
@Versioned()
@Priority('normal')
@Controller('v1/rides/goals')
export class GoalsController {
  constructor(private readonly goals: GoalsService) {}

  /** List my goals, the newest first, each with its progress in the week, month or year of today. */
  @Get()
  @Allow('rides.read', { least: 'member' })
  // Progress and pace are those of today, so they end soon after midnight; who set no time zone lives in that of the tenant.
  @CachedResponse({ ttl: 60, scope: 'user', tags: () => [TENANT_TAG] })
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<GoalsDto> {
    return this.goals.list(personOf(caller), query);
  }

  /** Set a goal; at most 20 are kept. */
  @Post()
  @Allow('rides.write', { least: 'member' })
  @Idempotent()
  @Answers('no_account', 'too_many_goals', 'goal_in_past')
  create(@Body() goal: NewGoalDto, @Caller() caller: Caller): Promise<GoalDto> {
    return this.goals.set(personOf(caller), goal);
  }

  /** Change a goal, at the version given by If-Match. */
  @Patch(':id')
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'goal_not_found', 'goal_in_past')
  change(
    @At() { id, versions }: AtVersion,
    @Body() changes: GoalChangesDto,
    @Caller() caller: Caller,
  ): Promise<GoalDto> {
    return this.goals.change(personOf(caller), id, changes, versions);
  }

  /** Delete a goal, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'goal_not_found')
  delete(@At() { id, versions }: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.goals.delete(personOf(caller), id, versions);
  }
}
