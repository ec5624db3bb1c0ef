import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { withClient } from '../connection/with-client.js';
import { BACKUP_ROLE } from '../roles/initialise-database.js';
import { type Finding, finding } from './finding.js';
import type { TableRow } from './pg-catalog.sql.js';
import { attempt, insertion, refusal, sees } from './prove-rows.js';

/** A user of a tenant. */
export interface User {
  readonly tenantId: string;
  readonly userId: string;
}

/** A statement over a whole table may take long. */
export const proving = { name: 'palier prover', answerMs: 0 };

/** A table of which the application sees the rows of one person. */
interface PersonalTable extends TableRow {
  readonly person: string;
}

const personal = (tables: readonly TableRow[]) =>
  tables.filter((table): table is PersonalTable => table.kind === 'person' && table.person !== null);

/**
 * Finds users that have rows in personal tables: two of each of these tenants, and of one more where a table has rows.
 *
 * @param ownerUrl the database as its owner: the application would see none of them
 */
export function findUsers(
  ownerUrl: string,
  tables: readonly TableRow[],
  tenantIds: readonly string[],
): Promise<User[]> {
  const find = async (client: Client) => {
    await client.query(`BEGIN READ ONLY; SET LOCAL ROLE ${BACKUP_ROLE}`);
    const users = new Map<string, User>();
    for (const { table, person } of personal(tables)) {
      // The first and the last of the index that an erasure uses.
      const edge = (order: string) =>
        `SELECT ${person} FROM ${table} WHERE tenant_id = t.id ORDER BY ${person} ${order} LIMIT 1`;
      const { rows } = await client.query<User>(
        `SELECT t.id AS "tenantId", u.id AS "userId"
           FROM (SELECT unnest($1::uuid[]) UNION (SELECT tenant_id FROM ${table} LIMIT 1)) t (id)
          CROSS JOIN LATERAL ((${edge('')}) UNION (${edge('DESC')})) u (id) WHERE u.id IS NOT NULL`,
        [tenantIds],
      );
      for (const user of rows) users.set(`${user.tenantId} ${user.userId}`, user);
    }
    return [...users.values()];
  };
  return withClient(ownerUrl, find, proving);
}

/**
 * Tests every table of personal rows as the application's role: with a tenant and no user, as a user whom nobody knows,
 * and as users that have rows, for whom the rows of others of their tenant must not exist. Every attempt is rolled back.
 */
export async function provePersons(
  client: Client,
  tables: readonly TableRow[],
  tenantIds: readonly string[],
  users: readonly User[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const tenants = new Set([...tenantIds, ...users.map(({ tenantId }) => tenantId)]);
  for (const row of personal(tables)) {
    for (const tenantId of tenants) findings.push(...(await hidesFromUnknown(client, row, tenantId)));
    for (const user of users) findings.push(...(await keepsTo(client, row, user)));
  }
  return findings;
}

async function hidesFromUnknown(client: Client, row: PersonalTable, tenantId: string): Promise<Finding[]> {
  const { table, grants, updatable } = row;
  const unknown = { tenantId, userId: randomUUID() };
  const touches = async (verb: string, sql: string): Promise<Finding> => {
    // Without WHERE and RETURNING, the policies for reading do not apply, and those for writing must refuse alone.
    const touched = await attempt(client, unknown, sql);
    const holds = !(touched instanceof Error) && touched.rowCount === 0;
    const seen = touched instanceof Error ? touched.message : `${touched.rowCount} rows`;
    return finding(table, `lets an unknown user of ${tenantId} ${verb} no row`, holds, seen);
  };
  const [column] = updatable;
  return [
    ...(grants.includes('SELECT')
      ? [
          await sees(client, table, { tenantId }, 'true', `shows no row of ${tenantId} without a user`),
          await sees(client, table, unknown, 'true', `shows no row to an unknown user of ${tenantId}`),
        ]
      : []),
    ...(column ? [await touches('change', `UPDATE ${table} SET ${column} = NULL`)] : []),
    ...(grants.includes('DELETE') ? [await touches('delete', `DELETE FROM ${table}`)] : []),
  ];
}

async function keepsTo(client: Client, row: PersonalTable, user: User): Promise<Finding[]> {
  const { table, person, grants, updatable } = row;
  const { tenantId, userId } = user;
  const findings: Finding[] = [];
  if (grants.includes('SELECT')) {
    const claim = `shows user ${userId} of ${tenantId} no row of another`;
    findings.push(await sees(client, table, user, `${person} IS DISTINCT FROM '${userId}'`, claim));
  }
  if (grants.includes('INSERT')) {
    const insert = insertion(row, { tenant_id: tenantId, [person]: randomUUID() });
    const claim = `refuses a row of user ${userId} of ${tenantId} in another's name`;
    findings.push(refusal(table, claim, await attempt(client, user, insert)));
  }
  if (updatable.includes(person)) {
    const claim = `refuses to give a row of user ${userId} of ${tenantId} to another`;
    const change = `UPDATE ${table} SET ${person} = '${randomUUID()}'`;
    findings.push(refusal(table, claim, await attempt(client, user, change)));
  }
  return findings;
}
