import type { QueryRunner } from 'typeorm';
import { forEachTenant, functionsOf, inBatches, migrationOutsideTransaction } from '#platform/database';

const keyed = `
  select k.attrelid::regclass as named,
      exists (select from pg_index i where i.indrelid = k.attrelid and i.indisunique and k.attnum = any (i.indkey)) as unique
    from pg_attribute k join pg_class c on c.oid = k.attrelid
    where k.attname = 'name_key' and k.attgenerated = '' and c.relkind = 'r'
      and 3 = (select count(*) from pg_attribute o where o.attrelid = c.oid and o.attname in ('tenant_id', 'id', 'name'))`;

async function rekey(runner: QueryRunner): Promise<void> {
  for (const { named, unique } of (await runner.query(keyed)) as { named: string; unique: boolean }[]) {
    if (unique) await rekeyOneByOne(runner, named);
    else
      await inBatches(
        runner,
        `with next as materialized (select id from ${named} where id > $1 order by id limit 500), made as (
          update ${named} t set name_key = platform.sort_key(t.name) from next n
            where t.id = n.id and t.name_key <> platform.sort_key(t.name))
        select id from next order by id desc limit 1`,
      );
  }
}

/** If two names now have the same key where keys are unique, the second keeps its old key. */
async function rekeyOneByOne(runner: QueryRunner, named: string): Promise<void> {
  const changed = `select id from ${named} where name_key <> platform.sort_key(name) order by id`;
  for (const { id } of (await runner.query(changed)) as { id: string }[]) {
    try {
      await runner.query(`update ${named} set name_key = platform.sort_key(name) where id = $1`, [id]);
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error;
    }
  }
}

/** Makes the sort keys of existing names anew, in which more letters are plain ones, as ı and þ. */
export const PlatformPlainNames1763700008520 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  forEachTenant(rekey),
  `update tenants.tenants set name_key = platform.sort_key(name), search_text = platform.folded(name) || chr(10) || slug
     where (name_key, search_text) <> (platform.sort_key(name), platform.folded(name) || chr(10) || slug)`,
);
