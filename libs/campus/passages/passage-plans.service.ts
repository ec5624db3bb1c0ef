import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { type ListAnswer, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { type Operation, type OperationDefinition, Operations } from '#platform/operations';
import { campusProblems } from '../campus.errors.js';
import { isWithin, mayEnrolIn, type Place, type Scope } from '../scopes/scope.js';
import { ScopedOperations } from '../scopes/scoped-operations.js';
import { Scopes } from '../scopes/scopes.js';
import { scopeValues } from '../scopes/within-scope.js';
import { unknownPlace } from '../structure/places.service.js';
import { keepBegunYear, keepPreparedYear } from '../years/keep-year.js';
import { countsOf } from './passage-counts.js';
import type { PassageExceptionDto, PassageLineDto, PassageLinesQueryDto } from './passage-lines.dto.js';
import { countLines, lineList, setByHand } from './passage-lines.sql.js';
import type {
  CountedPassagePlanDto,
  NewPassagePlanDto,
  PassagePlanDto,
  PassagePlansQueryDto,
  PlanState,
} from './passage-plans.dto.js';
import {
  beginWork,
  insertPlan,
  lockPlan,
  type PlanRow,
  planById,
  planList,
  plannedPlace,
} from './passage-plans.sql.js';
import { keepDestination } from './passage-rules.service.js';
import { planPassages } from './plan-passages.job.js';
import { applyPassages, type OfPlan, undoPassages } from './work-through-plan.job.js';

/** What is done with a plan, and the states from which it is; it also goes on where it stopped. */
const works = {
  apply: { job: applyPassages, state: 'applying', from: ['planned'] },
  undo: { job: undoPassages, state: 'undoing', from: ['applied', 'applying'] },
} as const satisfies Record<string, { job: OperationDefinition<OfPlan>; state: PlanState; from: readonly PlanState[] }>;

/** Plans passages from one year into the next, and has them applied and undone. */
@Injectable()
export class PassagePlansService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly operations: Operations,
    private readonly scoped: ScopedOperations,
    private readonly audit: Audit,
  ) {}

  /**
   * Begins to make a plan, whose id is that of the operation.
   *
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `not_in_structure` (404), `year_not_begun`, `year_not_preparing`
   *   (409), `unknown_place` (422) also for a place outside the scope, `operations_at_work` (429)
   */
  async begin(caller: Caller, { fromYearId, toYearId, placeId }: NewPassagePlanDto): Promise<Operation> {
    const scope = await this.scopes.toWrite(caller);
    const { tenantId } = caller;
    return this.database.transaction({ tenantId }, async (tx) => {
      await keepBegunYear(tx, fromYearId);
      await keepPreparedYear(tx, toYearId);
      const [place] = await tx.run(plannedPlace, placeId);
      if (!place || !isWithin(scope, place)) throw unknownPlace('placeId', String(placeId));
      const operation = await this.scoped.start(tx, planPassages, { tenantId }, placesOf(place));
      const { universityId, ufrId, programmeId } = place;
      await tx.run(insertPlan, tenantId, operation.id, fromYearId, toYearId, universityId, ufrId, programmeId);
      await this.record(tx, 'planned', operation.id, { fromYearId, toYearId, placeId });
      return operation;
    });
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400), `no_campus_scope`, `students_read_only` (403) */
  async list(caller: Caller, query: PassagePlansQueryDto): Promise<ListAnswer<PassagePlanDto>> {
    return this.listWithin(caller.tenantId, await this.scopes.toWrite(caller), query);
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  listWithin(tenantId: string, scope: Scope, query: PassagePlansQueryDto) {
    const within = JSON.stringify(scopeValues(scope).slice(0, 3));
    return readList(rowsOfTenant(this.database, tenantId), planList, { ...query, within });
  }

  /** @throws Problem `no_campus_scope`, `students_read_only` (403), `passage_plan_not_found` (404) */
  async one(caller: Caller, id: string): Promise<CountedPassagePlanDto> {
    const { tenantId } = caller;
    const scope = await this.scopes.toWrite(caller);
    const { doneId: _id, done: _done, ...plan } = await this.visible(scope, tenantId, id);
    const groups = await this.database.read({ tenantId }, countLines, id);
    return { ...plan, counts: countsOf(groups) };
  }

  /**
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400), `no_campus_scope`, `students_read_only` (403),
   *   `passage_plan_not_found` (404)
   */
  async lines(caller: Caller, id: string, query: PassageLinesQueryDto): Promise<ListAnswer<PassageLineDto>> {
    const scope = await this.scopes.toWrite(caller);
    const plan = JSON.stringify([id, ...scopeValues(scope).slice(0, 3)]);
    const rows = rowsOfTenant(this.database, caller.tenantId);
    const answer = await readList(rows, lineList, { ...query, plan }, withoutNameKey);
    if (answer.data.length === 0) await this.visible(scope, caller.tenantId, id);
    return answer;
  }

  /**
   * Chooses the destination of a student by hand.
   *
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `passage_plan_not_found`, `student_not_found` (404),
   *   `passage_plan_state`, `is_archived` (409), `unknown_place`, `level_not_offered` (422)
   */
  async except(caller: Caller, id: string, studentId: string, given: PassageExceptionDto): Promise<PassageLineDto> {
    const { destination, reason } = given;
    const { tenantId } = caller;
    const scope = await this.scopes.toWrite(caller);
    return this.database.transaction({ tenantId }, async (tx) => {
      const plan = await locked(tx, scope, id);
      if (plan.state !== 'planned') throw campusProblems.passage_plan_state({ state: plan.state });
      if (destination) {
        const field = 'destination/programmeId';
        const { university_id: universityId, ufr_id: ufrId } = await keepDestination(tx, field, destination);
        if (!mayEnrolIn(scope, { universityId, ufrId })) throw unknownPlace(field, destination.programmeId);
      }
      const to = { programmeId: destination?.programmeId ?? null, level: destination?.level ?? null };
      const [line] = await tx.run(setByHand, id, studentId, to.programmeId, to.level, reason);
      if (!line) throw campusProblems.student_not_found({ id: studentId });
      await this.record(tx, 'changed', id, { studentId, ...to });
      return line;
    });
  }

  /**
   * Begins to apply a plan or to undo it, each once; or goes on where that failed or was cancelled.
   *
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `passage_plan_not_found` (404), `passage_plan_state`,
   *   `year_not_preparing` (409)
   */
  async work(caller: Caller, id: string, what: keyof typeof works): Promise<Operation> {
    const { job, state, from } = works[what];
    const { tenantId } = caller;
    const scope = await this.scopes.toWrite(caller);
    const stopped = await this.stopped(tenantId, id);
    return this.database.transaction({ tenantId }, async (tx) => {
      const plan = await locked(tx, scope, id);
      const atWork = plan.state === 'applying' || plan.state === 'undoing';
      const mayBegin = plan.state === state || from.some((each) => each === plan.state);
      if (!mayBegin || (atWork && plan.operationId !== stopped))
        throw campusProblems.passage_plan_state({ state: plan.state });
      await keepPreparedYear(tx, plan.toYearId);
      const operation = await this.scoped.start<OfPlan>(tx, job, { tenantId, id }, placesOf(plan));
      await tx.run(beginWork, id, state, operation.id);
      await this.record(tx, state, id, { fromYearId: plan.fromYearId, toYearId: plan.toYearId });
      return operation;
    });
  }

  /** The operation of a plan that stopped before it was at its end. */
  private async stopped(tenantId: string, id: string): Promise<string | undefined> {
    const [plan] = await this.database.read({ tenantId }, planById, id);
    if (plan?.state !== 'applying' && plan?.state !== 'undoing') return undefined;
    return (await this.operations.isOver(tenantId, plan.operationId)) ? plan.operationId : undefined;
  }

  private async visible(scope: Scope, tenantId: string, id: string): Promise<PlanRow> {
    const [plan] = await this.database.read({ tenantId }, planById, id);
    if (!plan || !isWithin(scope, plan)) throw campusProblems.passage_plan_not_found({ id });
    return plan;
  }

  private record(tx: Transaction, what: string, targetId: string, details: Record<string, string | null>) {
    return this.audit.record(tx, { action: `campus.passages.${what}`, targetKind: 'passage-plan', targetId, details });
  }
}

/** Those of a plan; null for the tenant. */
const placesOf = ({ universityId, ufrId }: Pick<PlanRow, 'universityId' | 'ufrId'>): readonly Place[] | null =>
  universityId === null ? null : [{ universityId, ufrId }];

async function locked(tx: Transaction, scope: Scope, id: string): Promise<PlanRow> {
  const [plan] = await tx.run(lockPlan, id);
  if (!plan || !isWithin(scope, plan)) throw campusProblems.passage_plan_not_found({ id });
  return plan;
}
