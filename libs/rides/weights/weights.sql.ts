import { statement } from '#platform/database';
import { day, declareList } from '#platform/lists';
import type { WeightDto } from './weights.dto.js';

/** What the rider in force weighed. */
export const weightList = declareList<WeightDto, '-day', never>({
  name: 'rides.weights',
  columns: 'day, kilograms',
  from: 'rides.weights',
  sorts: { '-day': { keys: [day('day', 'day')] } },
});

export const writeWeight = statement<WeightDto, [tenantId: string, userId: string, day: string, kilograms: number]>(
  'rides.weights.write',
)`
  insert into rides.weights (tenant_id, user_id, day, kilograms) values ($1, $2, $3, $4)
    on conflict (tenant_id, user_id, day) do update set kilograms = excluded.kilograms returning day, kilograms`;

export const deleteWeight = statement<object, [day: string]>('rides.weights.delete')`
  delete from rides.weights where day = $1`;
