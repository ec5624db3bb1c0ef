import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.person_keys (tenant_id, user_id, purpose, sealed)
     select '${id}', uuidv7(), 'test', decode(repeat('00', 61), 'hex') from generate_series(1, ${rows})`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into platform.person_keys (tenant_id, user_id, purpose, sealed)
     values ('${tenantId}', '${userId}', 'test', decode(repeat('00', 61), 'hex'))`,
  ],
};
