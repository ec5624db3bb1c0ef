import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** Any fixed number: the lock is of one database. */
const LOCK = 7_254_370_001;
const POLL_MS = 100;

/**
 * Runs `work` while holding the migrations' lock. It polls: a session that waits inside a
 * statement keeps a snapshot, which CREATE INDEX CONCURRENTLY waits for in turn, and PostgreSQL
 * ends that circle as a deadlock.
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
      // A lost connection has given it back already, and must not hide why the work failed.
      await holder.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    }
  } finally {
    await holder.release();
  }
}
