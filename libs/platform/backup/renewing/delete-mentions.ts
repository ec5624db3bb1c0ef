import type { CopyConnection } from '#platform/database';
import { readTables } from '../tables/read-catalog.js';
import type { Table } from '../tables/table.js';

/** Whose rows are gone: a person by id or address, or a tenant by its id. */
export interface Mention {
  readonly tenantId: string;
  readonly name: string;
}

/**
 * Tables of what waits, or was answered or sent, for hours or days: their rows name persons in texts, and no column says whom. An
 * erasure leaves them to their retention, which ends in no archive.
 */
const passing = new Set([
  'platform.outbox',
  'platform.outbox_retries',
  'platform.dead_letters',
  'platform.operations',
  'platform.idempotency_records',
  'platform.webhook_deliveries',
  'bullmq.job',
]);
/** Tables of what belongs to jobs; no row of them says of which tenant it is. */
const ofJobs = new Set(['bullmq.job_log', 'bullmq.event', 'bullmq.dedup', 'bullmq.dedup_next']);

/** What a text may name somebody by: ids, and addresses. */
const names = String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^\s"'\\,:;<>()]+@[0-9a-z.-]*[0-9a-z]`;

/**
 * Deletes the rows of passing tables that name somebody of the same tenant.
 *
 * @param connection in a transaction, with the guards of the tables lifted
 */
export async function deleteMentions(connection: CopyConnection, mentions: readonly Mention[]): Promise<void> {
  await connection.query('CREATE TEMPORARY TABLE mentioned (name text, tenant_id text) ON COMMIT DROP');
  await connection.query(
    'INSERT INTO mentioned SELECT DISTINCT lower(name), "tenantId" FROM json_to_recordset($1) AS m (name text, "tenantId" text)',
    [JSON.stringify(mentions)],
  );
  await connection.query('CREATE INDEX ON mentioned (name)');
  await connection.query('ANALYZE mentioned');
  for (const table of await readTables(connection)) {
    const { name } = table;
    if (!passing.has(name) && !ofJobs.has(name)) continue;
    const ofTenant = ofJobs.has(name) ? '' : 'AND strpos(whole.text, m.tenant_id) > 0';
    await connection.query(
      `DELETE FROM ${name} t WHERE EXISTS (
         SELECT FROM (SELECT lower(${textOf(table)}) AS text) whole
           CROSS JOIN LATERAL regexp_matches(whole.text, $1, 'g') found
           JOIN mentioned m ON m.name = found[1] ${ofTenant})`,
      [`(${names})`],
    );
  }
  await connection.query('DROP TABLE mentioned');
}

/** All columns of a row as text; of bytes, what is ASCII. */
function textOf({ columns }: Table): string {
  const texts = columns.map(({ name, type }) => (type === 'bytea' ? `encode(t."${name}", 'escape')` : `t."${name}"`));
  return `concat_ws(' ', ${texts.join(', ')})`;
}
