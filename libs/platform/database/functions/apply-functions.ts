import type { DataSource, QueryRunner } from 'typeorm';
import { failureCode } from '../connection/failures.js';
import { databaseProblems } from '../database.errors.js';
import { digestOf, type FunctionFile, statementsOf } from './function-files.js';

const INVALID_FUNCTION_DEFINITION = '42P13';

/** A text that a file of functions had when it was applied. */
export interface AppliedText {
  readonly name: string;
  readonly digest: string;
}

/** The files whose text was never applied. */
export function changedFiles(applied: readonly AppliedText[], files: readonly FunctionFile[]): FunctionFile[] {
  const known = new Set(applied.map(({ name, digest }) => `${name} ${digest}`));
  return files.filter((file) => !known.has(`${file.name} ${digestOf(file)}`));
}

/**
 * Applies the files of functions whose text the database has never had, in one transaction. A text that it had before is that of
 * an older version, which starts again beside a newer one or after it: what the newer version made stays.
 *
 * @returns the names of the files that were applied
 * @throws Problem `function_incompatible`
 */
export async function applyFunctions(dataSource: DataSource, files: readonly FunctionFile[]): Promise<string[]> {
  if (files.length === 0) return [];
  const changed = changedFiles(await dataSource.query('SELECT name, digest FROM platform.function_files'), files);
  if (changed.length === 0) return [];
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    const indexed = await indexedFunctions(runner);
    for (const file of changed) await applyFile(runner, file);
    await refuseChangedIndexes(runner, indexed);
    await runner.commitTransaction();
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
  return changed.map(({ name }) => name);
}

async function applyFile(runner: QueryRunner, file: FunctionFile): Promise<void> {
  try {
    await runner.query(statementsOf(file));
  } catch (error) {
    if (failureCode(error) !== INVALID_FUNCTION_DEFINITION) throw error;
    throw databaseProblems.function_incompatible({ file: file.name, reason: (error as Error).message });
  }
  await refuseOverloads(runner, file);
  await runner.query('INSERT INTO platform.function_files (name, digest) VALUES ($1, $2)', [file.name, digestOf(file)]);
}

/** A function with other arguments is made beside the one that the version before this calls, and hides that it is another. */
async function refuseOverloads(runner: QueryRunner, { name: file, text }: FunctionFile): Promise<void> {
  const made = Map.groupBy(text.matchAll(/^create or replace function ([\w.]+)/gm), ([, name]) => name as string);
  for (const [name, { length }] of made) {
    const [row] = await runner.query(
      `SELECT count(*)::int AS there FROM pg_proc WHERE format('%s.%s', pronamespace::regnamespace, proname) = $1`,
      [name],
    );
    if (row.there <= length) continue;
    const reason = `${name} has other arguments than before`;
    throw databaseProblems.function_incompatible({ file, reason });
  }
}

/** The functions that indexes are made of, with their text: what an index has would no longer be what they return. */
function indexedFunctions(runner: QueryRunner): Promise<Array<{ name: string; text: string }>> {
  return runner.query(
    `SELECT p.oid::regprocedure::text AS name, regexp_replace(pg_get_functiondef(p.oid), '\\s+', ' ', 'g') AS text
       FROM pg_proc p WHERE p.prokind = 'f' AND p.pronamespace::regnamespace::text <> 'public' AND EXISTS (
         SELECT FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind IN ('i', 'I')
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid)`,
  );
}

async function refuseChangedIndexes(runner: QueryRunner, before: Awaited<ReturnType<typeof indexedFunctions>>) {
  const now = new Map((await indexedFunctions(runner)).map(({ name, text }) => [name, text]));
  const changed = before.find(({ name, text }) => now.get(name) !== text);
  if (!changed) return;
  throw databaseProblems.function_incompatible({ file: changed.name, reason: 'an index is made of it' });
}
