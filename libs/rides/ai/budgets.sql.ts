import { samples, statement } from '#platform/database';

/** What was reserved and spent of a budget on a day, in tokens. */
export interface BudgetUse {
  readonly reserved: number;
  readonly spent: number;
}

/** Budgets of other days are few. */
const today = new Date().toISOString().slice(0, 10);

const use = 'reserved::float8 as reserved, spent::float8 as spent';

/** Reserves, where it is within the limit: else there is no row. The budget stays locked until the transaction ends. */
export const reserveOfUser = statement<
  BudgetUse,
  [tenantId: string, userId: string, day: string, tokens: number, limit: number | null]
>({
  name: 'rides.ai-budgets.reserve-of-user',
  text: `insert into rides.ai_user_budgets as b (tenant_id, user_id, day, reserved, spent)
    select $1, $2, $3::date, $4::bigint, 0 where $5::bigint is null or $4 <= $5
    on conflict (tenant_id, user_id, day) do update set reserved = b.reserved + $4
      where $5::bigint is null or b.reserved + b.spent + $4 <= $5
    returning ${use}`,
  sample: [samples.tenantInForce, samples.id, today, 100, 1000],
});

export const reserveOfTenant = statement<
  BudgetUse,
  [tenantId: string, day: string, tokens: number, limit: number | null]
>({
  name: 'rides.ai-budgets.reserve-of-tenant',
  text: `insert into rides.ai_budgets as b (tenant_id, day, reserved, spent)
    select $1, $2::date, $3::bigint, 0 where $4::bigint is null or $3 <= $4
    on conflict (tenant_id, day) do update set reserved = b.reserved + $3
      where $4::bigint is null or b.reserved + b.spent + $3 <= $4
    returning ${use}`,
  sample: [samples.tenantInForce, today, 100, 1000],
});

/** Turns what was reserved on a day into what was spent, for the user in force and their tenant. */
export const settleOfUser = statement<object, [day: string, reserved: number, spent: number]>({
  name: 'rides.ai-budgets.settle-of-user',
  index: 'ai_user_budgets_pkey',
  text: `update rides.ai_user_budgets set reserved = reserved - $2::bigint, spent = spent + $3::bigint where day = $1::date`,
  sample: [today, 0, 0],
});

export const settleOfTenant = statement<object, [day: string, reserved: number, spent: number]>({
  name: 'rides.ai-budgets.settle-of-tenant',
  index: 'ai_budgets_pkey',
  text: `update rides.ai_budgets set reserved = reserved - $2::bigint, spent = spent + $3::bigint where day = $1::date`,
  sample: [today, 0, 0],
});

/** What of a day is in use; no row where nothing is. */
export const useOfUser = statement<BudgetUse, [day: string]>({
  name: 'rides.ai-budgets.use-of-user',
  index: 'ai_user_budgets_pkey',
  text: `select ${use} from rides.ai_user_budgets where day = $1::date`,
  sample: [today],
});

export const useOfTenant = statement<BudgetUse, [day: string]>({
  name: 'rides.ai-budgets.use-of-tenant',
  index: 'ai_budgets_pkey',
  text: `select ${use} from rides.ai_budgets where day = $1::date`,
  sample: [today],
});
