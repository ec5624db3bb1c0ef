import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { withDatabase } from './database/with-database.mjs';
import { catalogue } from './schema/catalogue.sql.mjs';
import { schemaText } from './schema/schema-text.ts';

export const folder = 'docs/schema';

/** The database as it is after all migrations and functions, a file for each schema. */
export function renderAll() {
  return withDatabase(async ({ owner }) => {
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    try {
      const facts = {};
      for (const [kind, sql] of Object.entries(catalogue)) facts[kind] = (await client.query(sql)).rows;
      const schemas = [...new Set(facts.tables.map(({ schema }) => schema))];
      const homes = homesOfFunctions();
      return Object.fromEntries(schemas.map((schema) => [`${schema}.sql`, schemaText(schema, facts, homes)]));
    } finally {
      await client.end();
    }
  });
}

/** The file of each function, by its name. */
function homesOfFunctions() {
  return new Map(
    globSync('libs/**/*.sql').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^create or replace function ([\w.]+)/gm)].map(([, name]) => [
        name,
        file,
      ]),
    ),
  );
}
