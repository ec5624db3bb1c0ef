import type { Client } from 'pg';
import { type Finding, finding, holdsWithout } from './finding.js';
import { callersOf, grantedFunctions } from './function-callers.js';
import {
  dangerousRoles,
  type FunctionRow,
  innerRoles,
  selectFunctions,
  selectTables,
  type TableRow,
} from './pg-catalog.sql.js';

/** The condition of every policy on tenant-owned rows, as PostgreSQL prints it. */
const tenantPredicate = /tenant_id = \(NULLIF\(current_setting\('app\.tenant_id'::text, true\), ''::text\)\)::uuid/;
const tooMuch = ['TRUNCATE', 'REFERENCES', 'TRIGGER'];

/** Reads the existing tables, as the application's role. */
export async function readTables(client: Client): Promise<TableRow[]> {
  const { rows } = await client.query<TableRow>(selectTables, [client.user]);
  return rows;
}

/** Checks tables, grants, roles and functions in the catalogue. */
export async function proveCatalogue(client: Client, tables: readonly TableRow[]): Promise<Finding[]> {
  const roles = await client.query<{ role: string; superuser: boolean; bypass: boolean }>(dangerousRoles, [
    client.user,
  ]);
  const inner = await client.query<{ role: string; login: boolean; reachable: boolean }>(innerRoles, [client.user]);
  const functions = (await client.query<FunctionRow>(selectFunctions)).rows;
  const granted = grantedFunctions();
  return [
    ...tables.flatMap((table) => [...(table.tenant_owned ? ownedTable(table) : []), ...grants(table, client)]),
    ...roles.rows.map(({ role, superuser, bypass }) =>
      finding(`role ${role}`, 'is not a superuser and does not bypass row level security', !superuser && !bypass),
    ),
    ...inner.rows.map(({ role, login, reachable }) =>
      finding(`role ${role}`, 'can neither log in nor be assumed by the application', !login && !reachable),
    ),
    ...functions.flatMap((row) => functionFindings(row, callersOf(row, granted))),
    ...missingGrants(functions, granted),
  ];
}

function missingGrants(rows: readonly FunctionRow[], granted: ReturnType<typeof grantedFunctions>): Finding[] {
  const callers = new Map(rows.map((row) => [row.function, row.callers]));
  return Object.entries(granted)
    .filter(([name, roles]) => !roles.every((role) => callers.get(name)?.includes(role)))
    .map(([name]) => finding(`function ${name}`, 'may be run by the roles that its file names', false));
}

function functionFindings(row: FunctionRow, declared: readonly string[]): Finding[] {
  const { function: name, definer, config, callers } = row;
  const undeclared = callers.filter((role) => !declared.includes(role));
  // pg_temp must be last: left out it is first, and the caller could put tables there.
  const pinned = config.includes('search_path=pg_catalog, pg_temp');
  return [
    finding(
      `function ${name}`,
      'may be run only by its declared roles',
      undeclared.length === 0,
      `${undeclared.join(', ')}: revoke it, or grant it in the .sql file of the function`,
    ),
    ...(definer ? [finding(`function ${name}`, 'pins its search_path', pinned, config.join('; '))] : []),
  ];
}

function ownedTable(row: TableRow): Finding[] {
  const { table, primary_key, loose_foreign_keys, loose_unique_indexes } = row;
  return [
    ...guarded(row),
    finding(
      table,
      'has tenant_id as the first column of its primary key',
      primary_key?.[0] === 'tenant_id',
      String(primary_key),
    ),
    holdsWithout(table, 'has tenant_id in every foreign key', loose_foreign_keys),
    // Otherwise a refused duplicate reveals that another tenant has such a row.
    holdsWithout(table, 'has tenant_id in every unique index', loose_unique_indexes),
  ];
}

function guarded({ table, kind, enabled, forced, policies, personal, saved }: TableRow): Finding[] {
  return [
    // Functions of the owner search such tables by indexes that row level security would keep from use.
    kind === 'search'
      ? finding(table, 'has row level security', enabled)
      : finding(table, 'has row level security, for its owner too', enabled && forced),
    finding(
      table,
      'has policies that admit only rows of the current tenant',
      policies.length > 0 && policies.every(isTenants),
      policies.join('; '),
    ),
    finding(table, 'shows a person only their own rows', (kind === 'person') === personal),
    finding(table, 'lets the backup role read every row', saved),
  ];
}

function grants({ table, through, grants: given, owner }: TableRow, client: Client): Finding[] {
  const excess = given.filter((privilege) => tooMuch.includes(privilege));
  const hidden = through === 'functions' ? given : [];
  const besidesCopy = through === 'copy' ? given.filter((privilege) => privilege !== 'INSERT') : [];
  return [
    holdsWithout(table, 'is used through functions alone, as declared', hidden),
    holdsWithout(table, 'is only inserted into, as declared', besidesCopy),
    finding(table, 'is not owned by the application', owner !== client.user, owner),
    holdsWithout(table, 'grants the application no more than access to rows', excess),
  ];
}

function isTenants(policy: string): boolean {
  const [using = '', check = ''] = policy.split(' / ');
  return tenantPredicate.test(using) && (check === 'as above' || tenantPredicate.test(check));
}
