import type { CopyConnection } from '#platform/database';

/** Every table, partitions included, in a fixed order; the record of the cutover must stay writable. */
const tables = `
  SELECT c.oid::regclass::text AS name,
         EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'cutover_freeze') AS frozen
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND c.relowner = 'palier_owner'::regrole
     AND (n.nspname, c.relname) <> ('platform', 'cutovers')
   ORDER BY c.relkind DESC, 1`;

/**
 * Makes every table refuse writes. Each lock waits for the transactions that write its table and is
 * released at once: no two are held together, so no deadlock with a writer is possible, and once the last
 * table is frozen no write is under way.
 *
 * @param owner a connection as the owner, outside a transaction
 */
export async function freezeTables(owner: CopyConnection): Promise<void> {
  for (const { name, frozen } of await owner.query<{ name: string; frozen: boolean }>(tables)) {
    if (frozen) continue;
    await owner.query(
      `CREATE TRIGGER cutover_freeze BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${name}
       FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_write()`,
    );
  }
}

/** Makes every table accept writes again. */
export async function thawTables(owner: CopyConnection): Promise<void> {
  for (const { name, frozen } of await owner.query<{ name: string; frozen: boolean }>(tables)) {
    if (frozen) await owner.query(`DROP TRIGGER cutover_freeze ON ${name}`);
  }
}
