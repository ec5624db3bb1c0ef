import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import type { ArchivedTenant } from '../archive/manifest.js';
import { LEDGER, listedErasures } from '../keys/listed-erasures.js';
import type { RowSource } from '../tables/table.js';

interface Erasing {
  /** The proven address of a user of the tenant in force, as SQL; its only parameter is the id of the user. */
  readonly provenAddress: string;
  /** Counts anew what the tenant in force uses. */
  readonly recount: (connection: CopyConnection) => Promise<void>;
  readonly keys?: RowSource;
}

/** Rows that one statement changes, at most. */
const BATCH = 10_000;

/**
 * Erases those persons of the tenant in force, whose rows were just inserted, who were erased from its original: as this
 * deployment knows, or the keys file.
 *
 * @returns how many it had
 */
export async function eraseAgain(
  connection: CopyConnection,
  origin: ArchivedTenant,
  { provenAddress, recount, keys }: Erasing,
): Promise<number> {
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  const known = await connection.query<{ userId: string | null }>(
    `SELECT user_id AS "userId" FROM ${LEDGER} WHERE tenant_id = $1`,
    [origin.id],
  );
  await connection.query('RESET ROLE');
  const listed = keys ? await listedErasures(connection, keys) : [];
  const all = [...known, ...listed.filter(({ tenantId }) => tenantId === origin.id)];
  const persons = new Set(all.flatMap(({ userId }) => userId ?? []));
  const begun: string[] = [];
  for (const userId of persons) {
    if (await eraseRows(connection, userId, provenAddress)) begun.push(userId);
  }
  await recount(connection);
  // Last: other erasures wait from here on to the end of the transaction.
  for (const userId of begun) await connection.query('SELECT platform.note_erasure($1, false)', [userId]);
  return begun.length;
}

/**
 * Erases the rows of a person of the tenant in force, and counts them for the receipt.
 *
 * @param provenAddress as SQL, see above
 * @returns whether there was somebody to erase
 */
async function eraseRows(connection: CopyConnection, userId: string, provenAddress: string): Promise<boolean> {
  const [proven] = await connection.query<{ email: string }>(provenAddress, [userId]);
  const begin = 'SELECT platform.begin_erasing_again($1, $2) AS begun';
  const [again] = await connection.query<{ begun: boolean }>(begin, [userId, proven?.email ?? null]);
  if (again?.begun) await eraseAndCount(connection, userId);
  return again?.begun ?? false;
}

async function eraseAndCount(connection: CopyConnection, userId: string): Promise<void> {
  const released = async () => (await connection.query<{ files: number }>(RELEASED))[0]?.files ?? 0;
  const before = await released();
  const erased: { key: string; rows: string }[] = [];
  for (let more = true; more; ) {
    const changed = await connection.query<{ key: string; rows: string }>(ERASE, [userId, BATCH]);
    erased.push(...changed);
    more = changed.length > 0;
  }
  const [keys, rows] = [erased.map(({ key }) => key), erased.map((each) => each.rows)];
  await connection.query(COUNT, [userId, keys, rows, (await released()) - before]);
}

const ERASE = `SELECT name || ' ' || effect AS key, changed AS rows FROM platform.erase_rows_of_person($1, $2)`;
/** Of all persons whom this transaction has erased so far. */
const RELEASED = 'SELECT platform.released_by_transaction() AS files';
const COUNT = 'SELECT platform.add_erased($1, $2, $3, $4, now())';
