import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { failureCode } from '../connection/failures.js';
import type { MigrationClass } from './migration-class.js';
import { recordMigration } from './migration-record.js';

const LOCK_NOT_AVAILABLE = '55P03';
const ATTEMPTS = 5;

/**
 * Applies and records one migration. A change that needs a strong lock waits for it two seconds at
 * most, since everything that comes after it waits as well; then it steps back and tries again.
 */
export async function applyMigration(dataSource: DataSource, migration: MigrationClass): Promise<void> {
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

async function applyOnce(runner: QueryRunner, migration: MigrationClass): Promise<void> {
  const change = new migration();
  if (change.transaction === false) {
    // CONCURRENTLY waits for older transactions without holding anyone up, so it may wait long.
    await runner.query('SET lock_timeout = 0');
    await change.up(runner);
    await recordMigration(runner, migration.name);
    return;
  }
  await runner.startTransaction();
  try {
    await runner.query(`SET LOCAL lock_timeout = '2s'`);
    await change.up(runner);
    await recordMigration(runner, migration.name);
    await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  }
}
