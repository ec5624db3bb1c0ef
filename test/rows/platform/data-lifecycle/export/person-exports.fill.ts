import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.person_exports (tenant_id, id, part, user_id, lines)
     select '${id}', uuidv7(), 0, uuidv7(), '{}' from generate_series(1, ${rows})`,
  ],
};
