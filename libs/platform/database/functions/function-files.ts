import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join, sep } from 'node:path';
import type { MigrationStep } from '../catalogue/migration.js';

/** Functions of the database: SQL that makes them, or makes them anew where they are there already. */
export interface FunctionFile {
  /** Its path from `libs`, such as `feeds/sources/claim-sources.sql`. */
  readonly name: string;
  readonly text: string;
}

/** All files of functions, those of the platform first: the functions of contexts call them. */
export function functionFiles(): FunctionFile[] {
  const names = globSync('**/*.sql', { cwd: folder() }).map((name) => name.replaceAll(sep, '/'));
  const order = (name: string) => `${name.startsWith('platform/') ? 0 : 1} ${name}`;
  return names.sort((a, b) => (order(a) < order(b) ? -1 : 1)).map(readFunctionFile);
}

/**
 * The step that makes the functions of a file which the migration itself needs, as triggers, policies, indexes and calls do.
 * All other functions are made after the migrations.
 *
 * @param name of the file, its path from `libs`
 */
export function functionsOf(name: string): MigrationStep {
  return (runner) => runner.query(statementsOf(readFunctionFile(name)));
}

/**
 * The statements that apply a file, in one transaction. Its functions may be made by the inner roles, so that they run with the
 * rights of these, and may call others that are made later.
 */
export function statementsOf({ text }: FunctionFile): string {
  const schemas = new Set([...text.matchAll(/^create or replace function (\w+)\./gm)].map(([, schema]) => schema));
  const rights = [...schemas].map((schema) => `on schema ${schema}`);
  const roles = 'palier_backup, palier_cross_tenant';
  return [
    'set local check_function_bodies = off',
    ...rights.map((right) => `grant create ${right} to ${roles}`),
    text,
    'reset role',
    ...rights.map((right) => `revoke create ${right} from ${roles}`),
  ].join(';\n');
}

/** The digest of its text, in hexadecimal digits. */
export function digestOf({ text }: FunctionFile): string {
  return createHash('sha256').update(text).digest('hex');
}

function readFunctionFile(name: string): FunctionFile {
  return { name, text: readFileSync(join(folder(), name), 'utf8') };
}

/** Of the compiled product, wherever this file is: in sources under test, compiled, or in a bundle. */
function folder(): string {
  return join(findPackageJSON(import.meta.url) ?? '', '..', 'dist/libs');
}
