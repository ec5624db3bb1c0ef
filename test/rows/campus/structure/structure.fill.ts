import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';

const named = 'tenant_id, id, name, name_key';
/** SQL for an id that follows from a number; the first is that of the samples. */
export const filledId = (kind: string, n: string) =>
  `case when ${n} = 0 then '${samples.id}' else md5('${kind}' || ${n}) end::uuid`;

export const fill: Fill = {
  ofTenant: ({ id: tenant, rows }) => [
    `insert into campus.universities (${named})
     select '${tenant}', ${filledId('university', 'i')}, 'University ' || i, 'university ' || i
     from generate_series(0, ${Math.ceil(rows / 500)}) i`,
    `insert into campus.ufrs (${named}, university_id)
     select '${tenant}', ${filledId('ufr', 'i')}, 'UFR ' || i, 'ufr ' || i, ${filledId('university', '(i / 10)')}
     from generate_series(0, ${Math.ceil(rows / 50)}) i`,
    `insert into campus.programmes (${named}, university_id, ufr_id, code, levels)
     select '${tenant}', ${filledId('programme', 'i')}, 'Programme ' || i, 'programme ' || i, f.university_id, f.id, 'P' || i,
       '{L1,L2,L3}'
     from generate_series(0, ${Math.ceil(rows / 10)}) i join campus.ufrs f on f.id = ${filledId('ufr', '(i / 5)')}`,
    `insert into campus.years (${named}, starts_on, ends_on, state)
     select '${tenant}', ${filledId('year', 'i')}, 'Year ' || i, 'year ' || i,
       date '2026-09-01' + i * 365, date '2027-07-31' + i * 365, case when i = 0 then 'open' else 'preparing' end
     from generate_series(0, ${Math.ceil(rows / 50)}) i`,
  ],
  ofEachTenant: [`insert into campus.universities (${named}) values (tenant, uuidv7(), 'University', 'university')`],
};
