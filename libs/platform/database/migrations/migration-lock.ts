import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** Any fixed number: an advisory lock, one per database. */
const LOCK = 7_254_370_001;
const POLL_MS = 100;

/**
 * Runs `work` while holding the lock of migrations. It polls for the lock: a session that waits in a statement
 * holds a snapshot, for which CREATE INDEX CONCURRENTLY waits, and PostgreSQL reports a deadlock.
 */
export async function withMigrationLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  try {
    for (;;) {
      const rows = await holder.query('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
      if (rows[0].held) break;
      await pause(POLL_MS);
    }
    try {
      return await work();
    } finally {
      // A lost connection has released the lock already, and must not hide the error of the work.
      await holder.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    }
  } finally {
    await holder.release();
  }
}
