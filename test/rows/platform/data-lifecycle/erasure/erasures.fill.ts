import { personBeingErased } from '../../../../../libs/platform/data-lifecycle/erasure/erasures.sql.js';
import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.erasures (tenant_id, user_id, state, asked_by, due_at, erased_at)
     select '${id}', uuidv7(), 'erased', 'member:test', now(), now() from generate_series(1, ${rows})`,
    `insert into platform.erasures (tenant_id, user_id, state, pseudonym, asked_by, due_at, next_at)
     values ('${id}', '${personBeingErased}', 'erasing', uuidv7(), 'member:test', now(), now() + interval '1 day')`,
  ],
};
