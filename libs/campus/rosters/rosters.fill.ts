import { samples } from '#platform/database';
import type { Fill } from '../../../test/support/fill.js';
import { fill as structure } from '../structure/structure.fill.js';

/** The first roster is that of the samples. */
const roster = `case when i % 10 = 0 then '${samples.id}' else md5('roster' || i % 10) end::uuid`;

export const fill: Fill = {
  after: structure,
  small: { 'campus.rosters': 'a tenant has ten at most' },
  ofTenant: ({ id, rows }) => [
    `insert into campus.rosters (tenant_id, id, year_id, digest, encoding, separator, columns)
     select '${id}', ${roster}, '${samples.id}', i::text, 'utf-8', ';', '{number}' from generate_series(0, 9) i`,
    `insert into campus.roster_lines
     select '${id}', ${roster}, i, 'N' || i, 'Name ' || i, 'name ' || i, i || '@roster.example', uuidv7(), uuidv7(), uuidv7(), 'L1',
       'active'
     from generate_series(2, ${rows / 2}) i where i % 10 > 0 or i < 1000`,
    `insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
     select '${id}', ${roster}, ${rows} + i, 'R' || i, 'email', 'missing' from generate_series(1, ${rows / 10}) i
     where i % 10 > 0 or i < 100`,
  ],
};
