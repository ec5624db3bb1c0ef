import type { QueryRunner } from 'typeorm';
import { migrationOutsideTransaction } from '#platform/database';

/** Rows stand in the order in which they came: a range of pages says of which times its rows are, and costs no insert anything. */
const form = 'using brin (received_at) with (pages_per_range = 16, autosummarize = on)';

/** An index of a partitioned table cannot be made concurrently: it is made for each partition, and is valid once all have it. */
async function indexPartitions(runner: QueryRunner): Promise<void> {
  const [parent] = await runner.query(
    `select from pg_index where indexrelid = to_regclass('analytics.events_by_receipt')`,
  );
  if (!parent) {
    // Events that come wait behind it for the transactions that are storing some: not for long.
    await runner.query(`set lock_timeout = '2s'`);
    await runner
      .query(`create index events_by_receipt on only analytics.events ${form}`)
      .finally(() => runner.query('set lock_timeout = 0'));
  }
  const leaves: { leaf: string; name: string; attached: boolean }[] = await runner.query(`
    select c.oid::regclass::text as leaf, c.relname || '_by_receipt' as name, exists (select from pg_inherits a
        join pg_index x on x.indexrelid = a.inhrelid and x.indrelid = c.oid
        where a.inhparent = 'analytics.events_by_receipt'::regclass) as attached
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'analytics.events'::regclass`);
  for (const { leaf, name, attached } of leaves) {
    if (attached) continue;
    await runner.query(`create index concurrently if not exists ${name} on ${leaf} ${form}`);
    await runner.query(`alter index analytics.events_by_receipt attach partition analytics.${name}`);
  }
}

/** Events that came since a moment are found without an index that each insert would have to grow. */
export const AnalyticsEventsByReceipt1763700008311 = migrationOutsideTransaction(indexPartitions);
