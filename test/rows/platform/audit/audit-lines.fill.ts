import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, share }) => [
    `insert into platform.audit_lines (tenant_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
     select '${id}', uuidv7(), now(), 'operator', 'actor-1', 'test.thing.made-1', 'thing', 'target-' || i % 20
     from generate_series(1, ${share * 8000}) as i`,
  ],
};
