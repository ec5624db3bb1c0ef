import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Migration } from '../catalogue/migration.js';
import { failureCode } from '../connection/failures.js';
import { recordMigration } from './migration-record.js';

const LOCK_NOT_AVAILABLE = '55P03';
const ATTEMPTS = 5;

/**
 * Applies and records one migration. It waits at most two seconds for a lock, because later statements on the
 * table wait behind it; then it rolls back and tries again, five times at most.
 */
export async function applyMigration(dataSource: DataSource, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const runner = dataSource.createQueryRunner();
    try {
      await applyOnce(runner, migration);
      return;
    } catch (error) {
      if (failureCode(error) !== LOCK_NOT_AVAILABLE || attempt === ATTEMPTS) throw error;
    } finally {
      await runner.release();
    }
    await pause(attempt * 1000);
  }
}

async function applyOnce(runner: QueryRunner, { name, steps, inTransaction }: Migration): Promise<void> {
  // CONCURRENTLY waits for older transactions without blocking others, so it may wait long.
  if (!inTransaction) await runner.query('SET lock_timeout = 0');
  else await runner.startTransaction();
  try {
    if (inTransaction) await runner.query(`SET LOCAL lock_timeout = '2s'`);
    for (const step of steps) await (typeof step === 'string' ? runner.query(step) : step(runner));
    await recordMigration(runner, name);
    if (inTransaction) await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  }
}
