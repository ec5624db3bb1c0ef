import type { Fill } from '../../../../support/fill.js';

/** The samples of `data-lifecycle.erasures` name this person. */
const personBeingErased = '018f0000-0000-7000-8000-0000000000e7';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.erasures (tenant_id, user_id, state, asked_by, due_at, erased_at)
     select '${id}', uuidv7(), 'erased', 'member:test', now(), now() from generate_series(1, ${rows})`,
    `insert into platform.erasures (tenant_id, user_id, state, pseudonym, asked_by, due_at, next_at)
     values ('${id}', '${personBeingErased}', 'erasing', uuidv7(), 'member:test', now(), now() + interval '1 day')`,
  ],
};
