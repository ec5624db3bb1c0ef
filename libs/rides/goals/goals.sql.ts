import { deleteRowOf, statement, versionIn } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import type { RideKind } from '../rides/rides.dto.js';
import type { Unit } from '../statistics/periods.js';
import type { GoalDto, Measure } from './goals.dto.js';

/** The goals that a rider may have. */
export const MOST_GOALS = 20;

/** A goal as it is kept: its progress is computed. */
export type GoalRow = Omit<GoalDto, 'progress'>;

const columns = `id, measure, period as by, target, kind, last_day as "lastDay", version, created_at as "createdAt",
    updated_at as "updatedAt"`;

/** The goals of the rider in force. */
export const goalList = declareList<GoalRow, '-createdAt', never>({
  name: 'rides.goals',
  columns,
  from: 'rides.goals',
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});

type Chosen = [measure: Measure, by: Unit, target: number, kind: RideKind | null, lastDay: string | null];

/** No row where the rider has as many as they may. The rider is locked. */
export const insertGoal = statement<GoalRow, [tenantId: string, userId: string, id: string, ...Chosen]>(
  'rides.goals.insert',
)`
  insert into rides.goals (tenant_id, user_id, id, measure, period, target, kind, last_day)
    select $1, $2, $3, $4, $5, $6, $7, $8 where (select count(*) from rides.goals) < ${MOST_GOALS} returning ${columns}`;

/** A null leaves what is there, but of the kind and the last day where they change. */
type Changes = [
  ...[measure: Measure | null, by: Unit | null, target: number | null],
  ...[changesKind: boolean, kind: RideKind | null, changesLastDay: boolean, lastDay: string | null],
];

/** No row where it is at another version, or does not exist. */
export const changeGoal = statement<GoalRow, [id: string, versions: readonly number[] | null, ...Changes]>(
  'rides.goals.change',
)`
  update rides.goals set measure = coalesce($3, measure), period = coalesce($4, period), target = coalesce($5, target),
      kind = case when $6 then $7 else kind end, last_day = case when $8 then $9::date else last_day end,
      version = version + 1, updated_at = now()
    where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${columns}`;

export const goalVersion = versionIn('rides.goals');

export const deleteGoal = deleteRowOf('rides.goals');
