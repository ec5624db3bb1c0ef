import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Database } from '#platform/database';
import { type Operation, Operations } from '#platform/operations';
import { campusProblems } from '../campus.errors.js';
import { PassagePlansService } from '../passages/passage-plans.service.js';
import { ProfessorsService } from '../professors/professors.service.js';
import { Scopes } from '../scopes/scopes.js';
import { scopeValues } from '../scopes/within-scope.js';
import { StudentsService } from '../students/students.service.js';
import type { DashboardDto, RunningOperationDto } from './dashboard.dto.js';
import { chaptersByWeek, dashboardYear, enrolmentTotals, type YearTotals } from './dashboard.sql.js';

/** How many of the newest students, professors and plans are shown. */
const NEWEST = 10;
/** Operations of a tenant that are looked through; more hardly ever run at once. */
const MOST_RUNNING = 100;

/** Computes what admins, and staff for their places, see at once of a year. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly students: StudentsService,
    private readonly professors: ProfessorsService,
    private readonly operations: Operations,
    private readonly plans: PassagePlansService,
  ) {}

  /**
   * @param yearId the open one by default
   * @throws Problem `no_campus_scope`, `dashboard_of_staff` (403), `not_in_structure` (404) for the year
   */
  async read(caller: Caller, yearId?: string): Promise<DashboardDto> {
    const scope = await this.scopes.of(caller);
    if (scope.kind !== 'tenant' && scope.kind !== 'staff') throw campusProblems.dashboard_of_staff();
    const { tenantId } = caller;
    const tenant = { tenantId };
    const [all, universities, ufrs] = scopeValues(scope);
    const places = [all, universities, ufrs] as const;
    // One after another: a request that took several connections would keep others from theirs.
    const [year] = await this.database.read(tenant, dashboardYear, yearId ?? null);
    if (!year && yearId) throw campusProblems.not_in_structure({ id: yearId });
    const [totals] = await this.database.read(tenant, enrolmentTotals, year?.id ?? null, ...places);
    const days = [year?.startsOn ?? null, year?.endsOn ?? null] as const;
    const weeks = await this.database.read(tenant, chaptersByWeek, ...days, ...places);
    const newest = { sort: '-createdAt', limit: NEWEST } as const;
    const students = await this.students.listWithin(tenantId, scope, { ...newest, year: year?.id });
    const professors = await this.professors.listWithin(tenantId, scope, newest);
    const { data: running } = await this.operations.list(caller, { state: 'running', limit: MOST_RUNNING });
    const about = { year: year?.id, unfinished: 'true', limit: NEWEST } as const;
    const plans = year ? await this.plans.listWithin(tenantId, scope, about) : { data: [] };
    return {
      year: year ?? null,
      ...(totals as YearTotals),
      newestStudents: students.data,
      newestProfessors: professors.data,
      weeks,
      operations: running.filter(({ kind }) => kind.startsWith('campus.')).map(runningDto),
      plans: plans.data,
    };
  }
}

function runningDto({ id, kind, progress, createdAt }: Operation): RunningOperationDto {
  return { id, kind, progress, createdAt };
}
