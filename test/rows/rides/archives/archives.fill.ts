import type { Fill } from '../../../support/fill.js';

const sample = '018f0000-0000-7000-8000-000000000009';
/** A rider has one archive in twenty files, others have the rest in archives of five files. */
const archive = (i: string) =>
  `case when ${i} % 20 = 0 then '${sample}' else lpad(to_hex(${i} / 5), 32, '0') end::uuid`;
const ids = 'tenant_id, user_id, id';
const files = (tenant: string, user: string, archiveId: string, rows: number) => `
     insert into rides.archive_files (tenant_id, user_id, archive_id, index, path, state, code, rides)
     select '${tenant}', ${user}, ${archiveId}, i, 'activities/' || i || '.fit.gz',
       case when i % 9 = 0 then 'refused' else 'stored' end, case when i % 9 = 0 then 'recording_malformed' end, (i % 9 <> 0)::int
     from generate_series(1, ${rows}) i`;

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into rides.archives (${ids}) select distinct '${id}'::uuid, a, a
     from generate_series(1, ${rows}) i cross join lateral (select ${archive('i')} as a) r`,
    `insert into rides.archive_blobs (${ids}, digest, bytes)
     select ${ids}, encode(sha256(('archive ' || id)::bytea), 'hex'), 1000 from rides.archives where tenant_id = '${id}'`,
    files(id, archive('i'), archive('i'), rows),
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into rides.archives (${ids}) values ('${tenantId}', '${userId}', '${sample}')`,
    files(tenantId, `'${userId}'`, `'${sample}'`, 60),
  ],
};
