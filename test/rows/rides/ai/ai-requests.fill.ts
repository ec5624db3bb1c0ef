import type { Fill } from '../../../support/fill.js';

const sample = '018f0000-0000-7000-8000-000000000009';
/** Of the call of the request with that id. */
const claim = '018f0000-0000-7000-8000-00000000000a';
/** A rider has one request in twenty, five hundred others have the rest. */
const rider = `case when i % 20 = 0 then '${sample}' else lpad(to_hex(i % 500), 32, '0') end::uuid`;
/** Of a day without budgets, which would change as requests that wait are deleted. Of a thousand requests four wait and one is under way. */
const requests = (tenant: string, user: string, rows: number) => `
     insert into rides.ai_requests (tenant_id, user_id, id, rank, state, question, language, messages, answer, day, reserved, spent,
       waits_until, claim, claimed_until, created_at, called_at, ended_at)
     select '${tenant}', ${user}, case when i = 20 then '${sample}' else lpad(to_hex(i), 32, '0') end::uuid, 1 + i % 3, s.state, '', 'fr', '[]',
       case s.state when 'answered' then 'Rest.' end, date '2026-05-01', 2000, case s.state when 'answered' then 1500 else 0 end,
       a.at + interval '1 minute', case when i = 20 then '${claim}' when s.state = 'calling' then uuidv7() end,
       case when i = 20 then now() + interval '50 minutes' when s.state = 'calling' then a.at + interval '2 minutes' end,
       a.at, case when s.state <> 'waiting' then a.at end, case when s.state = 'answered' then a.at + interval '9 seconds' end
     from generate_series(1, ${rows}) i
       cross join lateral (select case when i = 20 or i % 1000 = 1 then 'calling' when i % 250 = 2 then 'waiting' else 'answered' end as state) s
       cross join lateral (select now() - i * interval '1 minute' as at) a`;

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    requests(id, rider, rows),
    `insert into rides.ai_user_budgets (tenant_id, user_id, day, reserved, spent)
     select '${id}', case when i = 20 then '${sample}' else lpad(to_hex(i), 32, '0') end::uuid, current_date, 2000, 5000
     from generate_series(1, ${rows}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [requests(tenantId, `'${userId}'`, 60)],
  ofEachTenant: [
    `insert into rides.ai_budgets (tenant_id, day, reserved, spent) select tenant, current_date - i, 2000, 5000 from generate_series(0, 19) i`,
    'insert into rides.ai_turns (tenant_id, called_at) values (tenant, now())',
  ],
};
