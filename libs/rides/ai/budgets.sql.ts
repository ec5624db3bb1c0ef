import { statement } from '#platform/database';

/** What was reserved and spent of a budget on a day, in tokens. */
export interface BudgetUse {
  readonly reserved: number;
  readonly spent: number;
}

const use = 'reserved::float8 as reserved, spent::float8 as spent';

/** Reserves, where it is within the limit: else there is no row. The budget stays locked until the transaction ends. */
export const reserveOfUser = statement<
  BudgetUse,
  [tenantId: string, userId: string, day: string, tokens: number, limit: number | null]
>('rides.ai-budgets.reserve-of-user')`
  insert into rides.ai_user_budgets as b (tenant_id, user_id, day, reserved, spent)
    select $1, $2, $3::date, $4::bigint, 0 where $5::bigint is null or $4 <= $5
    on conflict (tenant_id, user_id, day) do update set reserved = b.reserved + $4
      where $5::bigint is null or b.reserved + b.spent + $4 <= $5
    returning ${use}`;

export const reserveOfTenant = statement<
  BudgetUse,
  [tenantId: string, day: string, tokens: number, limit: number | null]
>('rides.ai-budgets.reserve-of-tenant')`
  insert into rides.ai_budgets as b (tenant_id, day, reserved, spent)
    select $1, $2::date, $3::bigint, 0 where $4::bigint is null or $3 <= $4
    on conflict (tenant_id, day) do update set reserved = b.reserved + $3
      where $4::bigint is null or b.reserved + b.spent + $3 <= $4
    returning ${use}`;

/** Turns what was reserved on a day into what was spent, for the user in force and their tenant. */
export const settleOfUser = statement<object, [day: string, reserved: number, spent: number]>(
  'rides.ai-budgets.settle-of-user',
)`
  update rides.ai_user_budgets set reserved = reserved - $2::bigint, spent = spent + $3::bigint where day = $1::date`;

export const settleOfTenant = statement<object, [day: string, reserved: number, spent: number]>(
  'rides.ai-budgets.settle-of-tenant',
)`
  update rides.ai_budgets set reserved = reserved - $2::bigint, spent = spent + $3::bigint where day = $1::date`;

/** What of a day is in use; no row where nothing is. */
export const useOfUser = statement<BudgetUse, [day: string]>('rides.ai-budgets.use-of-user')`
  select ${use} from rides.ai_user_budgets where day = $1::date`;

export const useOfTenant = statement<BudgetUse, [day: string]>('rides.ai-budgets.use-of-tenant')`
  select ${use} from rides.ai_budgets where day = $1::date`;
