import type { QueryRunner } from 'typeorm';
import type {
  ErasureEffect,
  InExports,
  PersonKey,
  PersonOfRow,
  SharedTable,
  TableDeclaration,
  TenantTable,
  Waits,
} from './table-declaration.js';

/** SQL, or what cannot be said in it. */
export type MigrationStep = string | ((runner: QueryRunner) => Promise<unknown>);

/** How a migration changes the database: it only goes forward. */
export interface Change {
  readonly steps: readonly MigrationStep[];
  readonly inTransaction: boolean;
}

/** A change with the name that identifies it, which ends in a timestamp of 13 digits. */
export interface Migration extends Change {
  readonly name: string;
}

/** A change by these steps, in one transaction. The name of the exported constant is that of the migration. */
export const migration = (...steps: readonly MigrationStep[]): Change => ({ steps, inTransaction: true });

/**
 * A change by these steps without a transaction, as CREATE INDEX CONCURRENTLY needs. It may be cut off anywhere and then
 * runs again from its start.
 */
export const migrationOutsideTransaction = (...steps: readonly MigrationStep[]): Change => ({
  steps,
  inTransaction: false,
});

const declared = new Map<string, TableDeclaration>();

/** The declarations of the loaded migrations, by table, in the order in which the tables are made; for `docs/data.md`. */
export function declaredTables(): ReadonlyMap<string, TableDeclaration> {
  return declared;
}

/**
 * The step that declares a table and puts its row level security in force. A later migration that adds a column
 * declares the table anew: `declareAnew`.
 *
 * @param table with its schema, such as `catalog.apps`
 */
export function declareTable(table: string, declaration: TableDeclaration): string {
  declared.set(table, declaration);
  const json = JSON.stringify(declaration).replaceAll("'", "''");
  const blobs = declaration.kind === 'shared' ? [] : Object.keys(declaration.blobs ?? {});
  return [
    `select platform.declare_table('${table}', '${json}')`,
    ...blobs.map((column) => `select platform.refer_to_blobs('${table}', '${column}')`),
  ].join('; ');
}

const person =
  (is: PersonKey) =>
  (column: string, erasure: ErasureEffect, exports: string | { none: string }, when?: string): PersonOfRow => ({
    ...{ column, is, erasure, ...(when && { when }) },
    exports: typeof exports === 'string' ? (exports.match(/\w+/g) ?? []) : exports.none,
  });

type Declares<Table> = (table: string, declaration: Omit<Table, 'kind'>) => string;

/** As `declareTable`, of a table whose rows are seen by their tenant. */
export const declareTenantTable: Declares<TenantTable> = (table, rest) =>
  declareTable(table, { kind: 'tenant', ...rest });

/** As `declareTable`, of a table whose rows are seen by their person alone. */
export const declarePersonTable: Declares<TenantTable> = (table, rest) =>
  declareTable(table, { kind: 'person', ...rest });

/** As `declareTable`, of a table of no tenant. */
export const declareSharedTable: Declares<SharedTable> = (table, rest) =>
  declareTable(table, { kind: 'shared', ...rest });

/**
 * A person of a row, by a column with the id of a user, an address, or a subject; what their erasure does to the row; the
 * columns of their export, or why there are `none`; and in which rows the column names a person.
 *
 * @example user('author_id', 'detach', 'id, title, created_at')
 */
export const [user, email, subject] = [person('user'), person('email'), person('subject')];

/** The step that declares a table anew, after its columns changed. @param changes the parts that differ from before */
export function declareAnew(table: string, changes: Partial<TableDeclaration>): string {
  return declareTable(table, { ...declarationOf(table), ...changes } as TableDeclaration);
}

/** The step that says until when rows of declared tables may wait. @param waits by table */
export function declareWaits(waits: Readonly<Record<string, Waits>>): string {
  return addToDeclarations(Object.entries(waits).map(([table, ofTable]) => [table, { waits: ofTable }]));
}

/** The step that says what rows of declared tables are to the person whose export they are in. @param said by table */
export function describeExports(said: Readonly<Record<string, InExports>>): string {
  return addToDeclarations(
    Object.entries(said).map(([table, inExports]) => {
      if (declarationOf(table).kind === 'shared') throw new Error(`${table} is declared as no table of tenants.`);
      return [table, { inExports }];
    }),
  );
}

function addToDeclarations(added: readonly [table: string, part: Partial<TableDeclaration>][]): string {
  const steps = added.map(([table, part]) => {
    declared.set(table, { ...declarationOf(table), ...part } as TableDeclaration);
    const json = JSON.stringify(part).replaceAll("'", "''");
    return `update platform.data_catalogue set declaration = declaration || '${json}' where name = '${table}'`;
  });
  return steps.join('; ');
}

function declarationOf(table: string): TableDeclaration {
  const declaration = declared.get(table);
  if (!declaration) throw new Error(`${table} is not declared.`);
  return declaration;
}

/**
 * Makes functions as one of the inner roles, so that they run with its rights: of the backup role, which reads every row,
 * or of the role across tenants, which also writes where a table lets it.
 *
 * @param schema where they are made
 */
export function asRole(
  role: 'palier_backup' | 'palier_cross_tenant',
  schema: string,
  ...functions: readonly string[]
): string[] {
  return [
    `grant create on schema ${schema} to ${role}`,
    `set local role ${role}`,
    ...functions,
    'reset role',
    `revoke create on schema ${schema} from ${role}`,
  ];
}
