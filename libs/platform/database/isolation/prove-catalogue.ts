import type { Client } from 'pg';
import { callersOf } from './callable-functions.js';
import {
  dangerousRoles,
  type FunctionRow,
  innerRoles,
  selectFunctions,
  selectTables,
  type TableRow,
} from './pg-catalog.sql.js';
import { sharedTables } from './shared-tables.js';

/** The result of one check of tenant isolation. */
export interface Finding {
  /** A table, role, function or route. */
  subject: string;
  /** What must hold. */
  claim: string;
  holds: boolean;
  /** What was found when the claim does not hold, and what to do. */
  seen?: string;
}

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
  const functions = await client.query<FunctionRow>(selectFunctions);
  return [
    ...tables.flatMap((table) => [
      ...(table.tenant_owned ? ownedTable(table) : sharedTable(table)),
      ...grants(table, client),
    ]),
    ...roles.rows.map(({ role, superuser, bypass }) =>
      claim(`role ${role}`, 'is not a superuser and does not bypass row level security', !superuser && !bypass),
    ),
    ...inner.rows.map(({ role, login, reachable }) =>
      claim(`role ${role}`, 'can neither log in nor be assumed by the application', !login && !reachable),
    ),
    ...functions.rows.flatMap(functionFindings),
  ];
}

function functionFindings(row: FunctionRow): Finding[] {
  const { function: name, definer, config, callers } = row;
  const undeclared = callers.filter((role) => !callersOf(row).includes(role));
  // pg_temp must be last: left out it is first, and the caller could put tables there.
  const pinned = config.includes('search_path=pg_catalog, pg_temp');
  return [
    claim(
      `function ${name}`,
      'may be run only by its declared roles',
      undeclared.length === 0,
      `${undeclared.join(', ')}: revoke it, or declare it in callable-functions.ts`,
    ),
    ...(definer ? [claim(`function ${name}`, 'pins its search_path', pinned, config.join('; '))] : []),
  ];
}

function ownedTable(row: TableRow): Finding[] {
  const { table, enabled, forced, policies, saved, primary_key, loose_foreign_keys, loose_unique_indexes } = row;
  return [
    claim(table, 'has row level security, for its owner too', enabled && forced),
    claim(
      table,
      'has policies that admit only rows of the current tenant',
      policies.length > 0 && policies.every(isTenants),
      policies.join('; '),
    ),
    claim(table, 'lets the backup role read every row', saved),
    claim(
      table,
      'has tenant_id as the first column of its primary key',
      primary_key?.[0] === 'tenant_id',
      String(primary_key),
    ),
    claim(table, 'has tenant_id in every foreign key', loose_foreign_keys.length === 0, loose_foreign_keys.join(', ')),
    // Otherwise a refused duplicate reveals that another tenant has such a row.
    claim(
      table,
      'has tenant_id in every unique index',
      loose_unique_indexes.length === 0,
      loose_unique_indexes.join(', '),
    ),
  ];
}

function sharedTable({ table }: TableRow): Finding[] {
  return [claim(table, 'belongs to a tenant or is listed among the shared tables', table in sharedTables, 'neither')];
}

function grants({ table, grants: given, owner }: TableRow, client: Client): Finding[] {
  const excess = given.filter((privilege) => tooMuch.includes(privilege));
  return [
    claim(table, 'is not owned by the application', owner !== client.user, owner),
    claim(table, 'grants the application no more than access to rows', excess.length === 0, excess.join(', ')),
  ];
}

function isTenants(policy: string): boolean {
  const [using = '', check = ''] = policy.split(' / ');
  return tenantPredicate.test(using) && (check === 'as above' || tenantPredicate.test(check));
}

function claim(subject: string, words: string, holds: boolean, seen?: string): Finding {
  return { subject, claim: words, holds, ...(holds ? {} : { seen: seen || 'it does not' }) };
}
