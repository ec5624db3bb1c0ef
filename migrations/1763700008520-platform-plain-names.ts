import type { QueryRunner } from 'typeorm';
import { functionsOf, migrationOutsideTransaction } from '#platform/database';

// Of two names that have one key now, in a place where no two may, the second keeps its former one.
const rekey = `do $$ declare
    named regclass;
    row_id uuid;
  begin
    for named in select k.attrelid from pg_attribute k join pg_class c on c.oid = k.attrelid
      where k.attname = 'name_key' and k.attgenerated = '' and c.relkind = 'r'
        and 2 = (select count(*) from pg_attribute o where o.attrelid = c.oid and o.attname in ('id', 'name')) loop
      for row_id in execute format(
        'select id from %s where name_key <> left(platform.folded(trim(name)), 150) order by id', named) loop
        begin
          execute format('update %s set name_key = left(platform.folded(trim(name)), 150) where id = $1', named) using row_id;
        exception when unique_violation then null;
        end;
      end loop;
    end loop;
  end $$`;

async function rekeyTenants(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query('select id from tenants.tenants order by id')) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await runner.query(rekey);
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** Names of before sort and are found with the letters that were not folded, as ı and þ. */
export const PlatformPlainNames1763700008520 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  rekeyTenants,
  `update tenants.tenants set search_text = platform.folded(name) || chr(10) || slug
     where search_text <> platform.folded(name) || chr(10) || slug`,
);
