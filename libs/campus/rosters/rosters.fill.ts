import { samples } from '#platform/database';
import type { Fill } from '../../../test/support/fill.js';

/** Of no other fill. */
const yearId = '018f0000-0000-7000-8000-0000000ca396';
const of = (tenant: string) => `'${tenant}', '${samples.id}'`;

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
     values ('${id}', '${yearId}', 'Of rosters', 'of rosters', '2026-09-01', '2027-08-31')`,
    `insert into campus.rosters (tenant_id, id, year_id, digest, encoding, separator, columns)
     values (${of(id)}, '${yearId}', '0', 'utf-8', ';', '{number}')`,
    `insert into campus.roster_lines
     select ${of(id)}, i, 'N' || i, 'Name ' || i, 'name ' || i, i || '@roster.example', uuidv7(), uuidv7(), uuidv7(), 'L1', 'active'
     from generate_series(2, ${rows / 2}) i`,
    `insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
     select ${of(id)}, ${rows} + i, 'R' || i, 'email', 'missing' from generate_series(1, ${rows / 10}) i`,
  ],
};
