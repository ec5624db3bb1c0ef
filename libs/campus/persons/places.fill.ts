import { samples } from '#platform/database';
import type { Fill } from '../../../test/support/fill.js';

/** SQL for an id that follows from a number; the first is that of the samples. */
export const filledId = (what: string, number: string) =>
  `case ${number} when 0 then '${samples.id}' else md5('${what}' || ${number})::uuid end`;

const [university, ufr] = [filledId('university', 'i % 20'), filledId('ufr', 'i % 100')];

/** 20 universities, of five UFRs each, with 400 programmes in all, and their subjects. */
export const fill: Fill = {
  small: {
    'campus.universities': 'a tenant has tens of them',
    'campus.ufrs': 'a university has tens of them',
    'campus.years': 'a tenant has one a year',
  },
  ofTenant: ({ id, rows }) => [
    `insert into campus.universities (tenant_id, id, name, name_key)
     select '${id}', ${university}, 'Filled ' || i, 'filled ' || i from generate_series(0, 19) i on conflict do nothing`,
    `insert into campus.ufrs (tenant_id, id, university_id, name, name_key)
     select '${id}', ${ufr}, ${university}, 'Filled ' || i, 'filled ' || i from generate_series(0, 99) i on conflict do nothing`,
    `insert into campus.programmes (tenant_id, id, university_id, ufr_id, name, name_key, code, levels)
     select '${id}', ${filledId('programme', 'i')}, ${university}, ${ufr}, 'Filled ' || i, 'filled ' || i, 'filled-' || i, '{L1,L2}'
     from generate_series(0, 399) i on conflict do nothing`,
    `insert into campus.subjects (tenant_id, id, university_id, ufr_id, programme_id, level, name, name_key)
     select '${id}', ${filledId('subject', 'i')}, ${university}, ${ufr}, ${filledId('programme', 'i % 400')}, 'L1', 'Filled ' || i,
       'filled ' || i from generate_series(0, ${rows / 10}) i on conflict do nothing`,
    `insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on, state)
     values ('${id}', '${samples.id}', 'Filled', 'filled', '2026-09-01', '2027-08-31', 'open') on conflict do nothing`,
  ],
};
