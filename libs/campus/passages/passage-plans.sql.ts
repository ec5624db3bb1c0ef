import { lockedRowOf, rowOf, statement } from '#platform/database';
import { declareList, equals, uuid } from '#platform/lists';
import type { Place } from '../notifications/notifier.js';
import type { PassagePlanDto, PlanState } from './passage-plans.dto.js';

/** What is known of a plan. */
export interface PlanRow extends PassagePlanDto {
  /** The student of the last line that was applied or undone. */
  readonly doneId: string | null;
  /** How many lines were. */
  readonly done: number;
}

const shown = `id, from_year_id as "fromYearId", to_year_id as "toYearId", university_id as "universityId", ufr_id as "ufrId",
  programme_id as "programmeId", state, operation_id as "operationId", created_at as "createdAt", updated_at as "updatedAt"`;
const columns = `${shown}, done_id as "doneId", done`;

/** The condition that a plan is of one of these universities or UFRs, or of whatever place. */
export const planWithin = (place: () => string): string =>
  `(${place()}::boolean or university_id = any (${place()}::uuid[]) or ufr_id = any (${place()}::uuid[]))`;

/** Plans within a scope, whose values are JSON. */
export const planList = declareList<PassagePlanDto, '-createdAt', 'within' | 'year' | 'state' | 'unfinished'>({
  name: 'campus.passage-plans',
  columns: shown,
  from: 'campus.passage_plans',
  filters: {
    within: {
      condition: planWithin,
      parameters: (value) => JSON.parse(value),
    },
    year: equals('from_year_id'),
    state: equals('state'),
    unfinished: { condition: () => "state not in ('applied', 'undone')", parameters: () => [] },
  },
  always: ['within'],
  // Ids are in the order of creation.
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});

/** The place with this id, or the tenant where it is null. */
export const plannedPlace = statement<Omit<Place, 'level'>, [placeId: string | null]>('campus.passage-plans.place')`
  select null::uuid as "universityId", null::uuid as "ufrId", null::uuid as "programmeId" where $1::uuid is null
    union all select id, null, null from campus.universities where id = $1
    union all select university_id, id, null from campus.ufrs where id = $1
    union all select university_id, ufr_id, id from campus.programmes where id = $1`;

export const insertPlan = statement<
  object,
  [
    tenantId: string,
    id: string,
    fromYearId: string,
    toYearId: string,
    universityId: string | null,
    ufrId: string | null,
    programmeId: string | null,
  ]
>('campus.passage-plans.insert')`
  insert into campus.passage_plans (tenant_id, id, from_year_id, to_year_id, university_id, ufr_id, programme_id, operation_id)
    values ($1, $2, $3, $4, $5, $6, $7, $2)`;

export const planById = rowOf<PlanRow>('campus.passage_plans', columns);

export const lockPlan = lockedRowOf<PlanRow>('campus.passage_plans', columns);

/** It begins at the first line, unless it goes on with what it was in before. */
export const beginWork = statement<object, [id: string, state: PlanState, operationId: string]>(
  'campus.passage-plans.begin',
)`
  update campus.passage_plans set done_id = case when state = $2 then done_id end, done = case when state = $2 then done else 0 end,
      state = $2, operation_id = $3, version = version + 1, updated_at = now() where id = $1`;

export const endWork = statement<object, [id: string, state: PlanState]>('campus.passage-plans.end')`
  update campus.passage_plans set state = $2, version = version + 1, updated_at = now() where id = $1`;

export const noteDone = statement<object, [id: string, studentId: string, lines: number]>(
  'campus.passage-plans.note-done',
)`
  update campus.passage_plans set done_id = $2, done = done + $3, updated_at = now() where id = $1`;
