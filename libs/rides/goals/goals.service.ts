import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import { inBody } from '#platform/problems';
import { ProfileService } from '../profile/profile.service.js';
import { lockRider } from '../rides/rides.sql.js';
import { ridesProblems } from '../rides.errors.js';
import { totalsOfPeriods } from '../statistics/statistics.sql.js';
import type { GoalChangesDto, GoalDto, NewGoalDto } from './goals.dto.js';
import { changeGoal, deleteGoal, type GoalRow, goalList, goalVersion, insertGoal, MOST_GOALS } from './goals.sql.js';
import { periodOf, progressOf } from './progress.js';

/** In which days, and weeks, a rider lives. */
export interface RiderCalendar {
  /** The present day in the rider’s time zone. */
  readonly today: string;
  readonly weekStart: 'monday' | 'sunday';
}

/** Keeps the goals of a rider, and says how far they are. */
@Injectable()
export class GoalsService {
  constructor(
    private readonly database: Database,
    private readonly profiles: ProfileService,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(person: Person, query: ListQuery, calendar?: RiderCalendar): Promise<ListAnswer<GoalDto>> {
    const { data, page } = await readList(rowsOfPerson(this.database, person), goalList, query);
    return { data: await this.withProgress(person, data, calendar ?? (await this.calendarOf(person))), page };
  }

  /** @throws Problem `too_many_goals` (409), `goal_in_past` (422) */
  async set(person: Person, goal: NewGoalDto): Promise<GoalDto> {
    const { measure, by, target, kind = null, lastDay = null } = goal;
    const calendar = await this.calendarOf(person);
    assertAhead(lastDay, calendar);
    const { tenantId, userId } = person;
    const row = await this.database.transaction(person, async (tx) => {
      // So that they are counted one by one.
      await tx.run(lockRider, tenantId, userId);
      const [set] = await tx.run(insertGoal, tenantId, userId, newId(), measure, by, target, kind, lastDay);
      if (!set) throw ridesProblems.too_many_goals({ most: MOST_GOALS });
      return set;
    });
    return (await this.withProgress(person, [row], calendar))[0] as GoalDto;
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `goal_not_found` (404), `precondition_failed` (412), `goal_in_past` (422)
   */
  async change(person: Person, id: string, changes: GoalChangesDto, versions: ExpectedVersions): Promise<GoalDto> {
    const { measure = null, by = null, target = null, kind, lastDay } = changes;
    const calendar = await this.calendarOf(person);
    assertAhead(lastDay, calendar);
    const row = await this.database.transaction(person, async (tx) => {
      const scope = [kind !== undefined, kind ?? null, lastDay !== undefined, lastDay ?? null] as const;
      const [changed] = await tx.run(changeGoal, id, versions ?? null, measure, by, target, ...scope);
      if (!changed) refuseChange((await tx.run(goalVersion, id))[0], versions, ridesProblems.goal_not_found({ id }));
      return changed;
    });
    return (await this.withProgress(person, [row], calendar))[0] as GoalDto;
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `goal_not_found` (404), `precondition_failed` (412)
   */
  async delete(person: Person, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction(person, async (tx) => {
      const [row] = await tx.run(deleteGoal, id, versions ?? null);
      if (!row) refuseChange((await tx.run(goalVersion, id))[0], versions, ridesProblems.goal_not_found({ id }));
    });
  }

  private async calendarOf(person: Person): Promise<RiderCalendar> {
    const profile = await this.profiles.read(person);
    return { today: await this.profiles.todayOf(person, profile), weekStart: profile.weekStart };
  }

  /** Reads what all goals count in one statement. */
  private async withProgress(
    person: Person,
    goals: readonly GoalRow[],
    { today, weekStart }: RiderCalendar,
  ): Promise<GoalDto[]> {
    const periods = goals.map((goal) => periodOf(goal, today, weekStart));
    const asked = goals.flatMap(({ kind }, index) => {
      const period = periods[index];
      return period ? [{ ...period, kind }] : [];
    });
    const keyOf = ({ begins, ends, kind }: (typeof asked)[number]) => `${begins} ${ends} ${kind}`;
    const columns = [asked.map(({ begins }) => begins), asked.map(({ ends }) => ends), asked.map(({ kind }) => kind)];
    const rows = asked.length ? await this.database.read(person, totalsOfPeriods, ...(columns as Columns)) : [];
    const totals = new Map(rows.map((row) => [keyOf(row), row]));
    return goals.map((goal, index) => {
      const period = periods[index];
      const done = period && (totals.get(keyOf({ ...period, kind: goal.kind }))?.[goal.measure] ?? 0);
      return { ...goal, progress: period ? progressOf(goal, period, today, done ?? 0) : null };
    });
  }
}

type Columns = [begins: string[], ends: string[], kinds: GoalRow['kind'][]];

/** @throws Problem `goal_in_past` (422) */
function assertAhead(lastDay: string | null | undefined, { today }: RiderCalendar): void {
  if (!lastDay || lastDay >= today) return;
  const about = { today };
  throw ridesProblems.goal_in_past(about, inBody('goal_in_past', '/lastDay', ridesProblems.goal_in_past(about).detail));
}
