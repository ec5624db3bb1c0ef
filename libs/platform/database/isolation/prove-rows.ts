import { randomUUID } from 'node:crypto';
import type { Client, QueryResult } from 'pg';
import { type Finding, finding } from './finding.js';
import type { TableRow } from './pg-catalog.sql.js';

/** The SQLSTATE of a row that a policy refuses, and of a missing privilege. */
const refused = '42501';

type ProvenScope = { readonly tenantId?: string; readonly userId?: string };
type Outcome = QueryResult<{ rows: number }> | Error;

/**
 * Tests every tenant-owned table as the application's role: without a tenant, with an unknown tenant, and
 * writing for another tenant. Every attempt is rolled back.
 *
 * @param tenantIds tenants to act for; each must see only its own rows
 */
export async function proveRows(
  client: Client,
  tables: readonly TableRow[],
  tenantIds: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const table of tables.filter((candidate) => candidate.tenant_owned)) {
    if (table.grants.includes('SELECT')) {
      const unknown = { tenantId: randomUUID() };
      findings.push(await sees(client, table.table, {}, 'true', 'shows no row without a tenant'));
      findings.push(await sees(client, table.table, unknown, 'true', 'shows no row to an unknown tenant'));
      for (const tenantId of tenantIds) {
        const others = `tenant_id <> '${tenantId}'`;
        findings.push(
          await sees(client, table.table, { tenantId }, others, `shows tenant ${tenantId} no row of another`),
        );
      }
    }
    if (table.grants.includes('INSERT')) findings.push(await refusesForeignInsert(client, table));
    if (table.grants.includes('UPDATE')) findings.push(await refusesForeignUpdate(client, table.table, tenantIds[0]));
  }
  return findings;
}

/** Whether no row of a table is seen that meets a condition. */
export async function sees(
  client: Client,
  table: string,
  scope: ProvenScope,
  where: string,
  claim: string,
): Promise<Finding> {
  const found = await attempt(client, scope, `SELECT count(*)::int AS rows FROM ${table} WHERE ${where}`);
  const seen = found instanceof Error ? found.message : `${found.rows[0]?.rows} rows`;
  const holds = !(found instanceof Error) && found.rows[0]?.rows === 0;
  return finding(table, claim, holds, seen);
}

async function refusesForeignInsert(client: Client, row: TableRow): Promise<Finding> {
  const insert = insertion(row, { tenant_id: randomUUID() });
  const outcome = await attempt(client, { tenantId: randomUUID() }, insert);
  return refusal(row.table, "refuses a row in another tenant's name", outcome);
}

/** Policies are checked before constraints, so that a row with some values and else nulls is enough. */
export function insertion({ table, columns }: TableRow, values: Readonly<Record<string, string>>): string {
  const list = columns.join(', ');
  const row = `jsonb_populate_record(NULL::${table}, '${JSON.stringify(values)}')`;
  return `INSERT INTO ${table} (${list}) SELECT ${list} FROM ${row}`;
}

async function refusesForeignUpdate(client: Client, table: string, tenantId: string | undefined): Promise<Finding> {
  const claim = 'refuses to give a row to another tenant';
  const outcome = await attempt(client, { tenantId }, `UPDATE ${table} SET tenant_id = '${randomUUID()}' RETURNING 1`);
  return refusal(table, claim, outcome);
}

/** Whether a row was refused, or there was none in the table that could have been changed. */
export function refusal(subject: string, claim: string, outcome: Outcome): Finding {
  if (!(outcome instanceof Error)) return finding(subject, claim, outcome.rowCount === 0, 'it was accepted');
  return finding(subject, claim, 'code' in outcome && outcome.code === refused, outcome.message);
}

/** Runs a statement with these ids in force, and rolls it back; in one message, since there are hundreds of them. */
export async function attempt(
  client: Client,
  { tenantId = '', userId = '' }: ProvenScope,
  sql: string,
): Promise<Outcome> {
  const [tenant, user] = [client.escapeLiteral(tenantId), client.escapeLiteral(userId)];
  const scope = `SELECT set_config('app.tenant_id', ${tenant}, true), set_config('app.user_id', ${user}, true)`;
  try {
    const results: unknown = await client.query(`BEGIN; ${scope}; ${sql}; ROLLBACK`);
    return (results as QueryResult<{ rows: number }>[])[2] as QueryResult<{ rows: number }>;
  } catch (error) {
    await client.query('ROLLBACK');
    return error as Error;
  }
}
