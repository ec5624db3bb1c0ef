import type { Fill } from '../../../support/fill.js';

/** Somebody of the samples has one row in twenty, five hundred others have the rest. */
export const personOf = (i: string) =>
  `(case when ${i} % 20 = 0 then '018f0000-0000-7000-8000-000000000009' else lpad(to_hex(${i} % 500), 32, '0') end)::uuid`;

/** Days of ten months, before and behind the time of the samples. */
export const dayOf = (i: string, rows: number) => `date '2026-06-01' - (${i} * 300 / ${rows})::int`;

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into journal.journals (tenant_id, user_id, data_key)
     select distinct '${id}'::uuid, ${personOf('i')}, decode(repeat('00', 61), 'hex') from generate_series(1, ${Math.max(20, Math.min(rows, 500))}) i`,
    `insert into journal.journals (tenant_id, user_id, data_key)
     select '${id}', uuidv7(), decode(repeat('00', 61), 'hex') from generate_series(1, ${Math.round(rows / 10)})`,
    `insert into journal.deletions (tenant_id, user_id, id, kind, version, position, deleted_at)
     select '${id}', ${personOf('i')}, uuidv7(), 'entry', 1, i, now() - i * interval '1 minute'
     from generate_series(1, ${rows}) i`,
    `insert into journal.applied_changes (tenant_id, user_id, id, version, kind, record_id, applied_at)
     select '${id}', ${personOf('i')}, uuidv7(), 1, 'entry', uuidv7(), now() - i * interval '1 minute' from generate_series(1, ${rows / 2}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into journal.journals (tenant_id, user_id, data_key) values ('${tenantId}', '${userId}', decode(repeat('00', 61), 'hex'))`,
  ],
};
