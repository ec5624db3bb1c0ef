import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.erasure_ledger (tenant_id, number, user_id, chain)
     select '${id}', newest.number + n, uuidv7(), ''
     from platform.newest_erasure() newest, generate_series(1, ${rows}) n`,
  ],
};
