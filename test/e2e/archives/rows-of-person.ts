import pg from 'pg';
import type { Rows } from './archives-model.js';

// An archive has no copies of keys that tables of before still have.
const row = "md5((to_jsonb(named) - 'data_key')::text)";

/** Digests of the rows that name a person, by table, but for those that an erasure keeps. */
export async function rowsOf(adminUrl: string, tenantId: string, userId: string): Promise<Rows> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [tenantId]);
    const { rows: tables } = await client.query(
      `select name, string_agg('(' || condition || ')', ' or ') as condition from platform.declared_persons()
         where effect <> 'keep' group by 1`,
    );
    const digests = tables.map(
      ({ name, condition }) => `select '${name}' as name, md5(string_agg(${row}, '' order by ${row})) as digest
        from ${name} named where tenant_id = $1 and (${condition}) having count(*) > 0`,
    );
    const types = 'with types as (select $2::uuid, $3::text, $4::text[])';
    const { rows } = await client.query(`${types} ${digests.join(' union all ')}`, [
      tenantId,
      userId,
      'nobody@example.org',
      [],
    ]);
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  } finally {
    await client.end();
  }
}
