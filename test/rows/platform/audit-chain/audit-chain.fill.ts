import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // Of the last sixty days, so that some months' partitions hold them.
  ofTenant: ({ id, rows }) => [
    `insert into platform.audit_chain (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id, seq, hash)
     select '${id}', uuidv7((i % 60 - 60) * interval '1 day'), now(), 'operator', 'actor-' || i / 7 % 20,
       'test.thing.made-' || i % 20, 'thing', 'target-' || i / 3 % 20, i, sha256('')
     from generate_series(1, ${rows}) as i`,
  ],
  ofEachTenant: ["insert into platform.audit_heads (tenant_id, seq, hash) values (tenant, 1, sha256(''))"],
};
