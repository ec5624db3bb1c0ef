import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as structure } from '../structure/structure.fill.js';

/** The roster of a row; the first of so many rows are in that of the samples. */
const roster = (first: number) => `case when i < ${first} then '${samples.id}' else md5('roster' || i % 9) end::uuid`;

export const fill: Fill = {
  after: structure,
  small: { 'campus.rosters': 'a tenant has ten at most' },
  ofTenant: ({ id, rows }) => [
    `insert into campus.rosters (tenant_id, id, year_id, digest, encoding, separator, columns)
     select '${id}', case i when 9 then '${samples.id}' else md5('roster' || i) end::uuid, '${samples.id}', i::text, 'utf-8', ';', '{number}'
     from generate_series(0, 9) i`,
    `insert into campus.roster_lines
     select '${id}', ${roster(1000)}, i, 'N' || i, 'Name ' || i, 'name ' || i, i || '@roster.example', uuidv7(), uuidv7(), uuidv7(), 'L1',
       'active'
     from generate_series(2, ${rows / 2}) i`,
    `insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
     select '${id}', ${roster(100)}, ${rows} + i, 'R' || i, 'email', 'missing' from generate_series(1, ${rows / 10}) i`,
    `insert into campus.exports (tenant_id, id, scope, digest, bytes)
     select '${id}', uuidv7(), '[]', encode(sha256(('export ' || i)::bytea), 'hex'), 1 from generate_series(1, ${rows / 10}) i`,
  ],
};
