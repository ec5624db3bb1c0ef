import { newId } from '#platform/ids';
import { runSql } from './sql.js';

/** A programme with its place, and one subject of each of its levels. */
export interface Programme {
  readonly id: string;
  readonly universityId: string;
  readonly ufrId: string;
  readonly subjects: readonly { readonly id: string; readonly level: 'L1' | 'L2' }[];
}

/** Some universities with their programmes, an open year and a closed one. */
export interface CampusPlaces {
  readonly programmes: readonly Programme[];
  readonly open: string;
  readonly closed: string;
}

/** Writes universities of two UFRs, which have two programmes each, of the levels L1 and L2. */
export async function makeCampusPlaces(ownerUrl: string, tenantId: string, universities = 2): Promise<CampusPlaces> {
  const programmes: Programme[] = [];
  const sql: string[] = [`set app.tenant_id = '${tenantId}'`];
  const row = (table: string, columns: string, id: string, name: string, values: string) =>
    sql.push(`insert into campus.${table} (tenant_id, id, name, name_key${columns})
      values ('${tenantId}', '${id}', '${name}', lower('${name}')${values})`);
  for (let u = 0; u < universities; u += 1) {
    const universityId = newId();
    row('universities', '', universityId, `University ${u}`, '');
    for (const f of [0, 1]) {
      const ufrId = newId();
      row('ufrs', ', university_id', ufrId, `UFR ${u} ${f}`, `, '${universityId}'`);
      for (const p of [0, 1]) {
        const [id, place] = [newId(), `, '${universityId}', '${ufrId}'`];
        const code = `P${u}${f}${p}`;
        row('programmes', ', university_id, ufr_id, code, levels', id, code, `${place}, '${code}', '{L1,L2}'`);
        const subjects = (['L1', 'L2'] as const).map((level) => ({ id: newId(), level }));
        for (const { id: subjectId, level } of subjects) {
          const columns = ', university_id, ufr_id, programme_id, level';
          row('subjects', columns, subjectId, `Subject ${code} ${level}`, `${place}, '${id}', '${level}'`);
        }
        programmes.push({ id, universityId, ufrId, subjects });
      }
    }
  }
  const [open, closed] = [newId(), newId()];
  const dates = ', starts_on, ends_on, state';
  row('years', dates, open, '2026', `, '2026-09-01', '2027-08-31', 'open'`);
  row('years', dates, closed, '2025', `, '2025-09-01', '2026-08-31', 'closed'`);
  await runSql(ownerUrl, sql.join(';'));
  return { programmes, open, closed };
}

/** Links a row of a person to an account, as the first sign-in with the address does. */
export async function linkAccount(
  ownerUrl: string,
  tenantId: string,
  table: 'students' | 'professors' | 'staff',
  id: string,
  userId: string,
): Promise<void> {
  await runSql(
    ownerUrl,
    `set app.tenant_id = '${tenantId}'; update campus.${table} set user_id = '${userId}' where id = '${id}'`,
  );
}
