import type { QueryRunner } from 'typeorm';
import { functionsOf, migrationOutsideTransaction } from '#platform/database';

/** The trigger of apps writes the entry. Of tags, letters that are not ASCII's were lost. */
const index = `
  update catalog.apps a set name = name from catalog.search_entries e
    where e.tenant_id = a.tenant_id and e.app_id = a.id and (e.name_key <> a.name_key or array_to_string(e.tags, ' ') ~ '[^ -~]'
      or concat_ws(' ', a.name, a.summary, left(a.description, 4000))
        ~ ('[' || platform.unspaced() || 'ıþÞðÐħĦς\\u00ad\\u02b9-\\u02bf\\u200b-\\u200d\\u2060\\ufeff]'))`;

async function ofTenants(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query('select id from tenants.tenants order by id')) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await runner.query(index);
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** Apps of before are found by words without spaces, too, and by the letters that are folded now. */
export const CatalogWordsWithoutSpaces1763700008523 = migrationOutsideTransaction(
  functionsOf('platform/text-normalisation/searchable.sql'),
  functionsOf('catalog/search/words.sql'),
  functionsOf('catalog/search/index-app.sql'),
  ofTenants,
);
