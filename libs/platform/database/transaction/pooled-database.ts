import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { withSpan } from '#platform/telemetry';
import { asProblem } from '../connection/failures.js';
import { poolOf } from '../connection/open-data-source.js';
import { DatabaseStatistics } from '../connection/statistics.js';
import { Database, type Scope, type Transaction } from '../database.js';
import type { Statement } from '../statement.js';
import type { UnscopedAccess } from '../unscoped.js';
import { giveBack } from './give-back.js';
import { inOneTrip } from './one-trip.js';
import { OpenTransaction } from './open-transaction.js';
import { retried } from './retry.js';
import { runTransaction } from './run-transaction.js';

/** The database over the pool of TypeORM's data source. */
export class PooledDatabase extends Database {
  readonly statistics: DatabaseStatistics;
  private readonly pool: Pool;
  private readonly log = new Logger('Database');

  constructor(private readonly dataSource: DataSource) {
    super();
    this.pool = poolOf(dataSource);
    this.statistics = new DatabaseStatistics(this.pool);
  }

  transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run(scope, work);
  }

  unscoped<T>(_access: UnscopedAccess, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run(undefined, work);
  }

  read<Row extends object, Values extends readonly unknown[]>(
    scope: Scope,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    return this.readOnce(scope, statement, values);
  }

  unscopedRead<Row extends object, Values extends readonly unknown[]>(
    _access: UnscopedAccess,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    return this.readOnce(undefined, statement, values);
  }

  private readOnce<Row extends object>(
    scope: Scope | undefined,
    statement: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return withSpan(statement.name, () => this.sendOnce(scope, statement, values));
  }

  private async sendOnce<Row extends object>(
    scope: Scope | undefined,
    statement: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    let client: PoolClient | undefined;
    let failure: unknown;
    try {
      client = await this.pool.connect();
      this.statistics.statements += 1;
      return await inOneTrip(client, 'read', scope, statement, values);
    } catch (error) {
      failure = error;
      throw asProblem(error);
    } finally {
      if (client) giveBack(client, failure);
    }
  }

  private run<T>(scope: Scope | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return withSpan('database transaction', () => this.runRetried(scope, work));
  }

  private async runRetried<T>(scope: Scope | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const attempt = async () => {
      const client = await this.pool.connect();
      const tx = new OpenTransaction(client, scope, this.dataSource, this.statistics);
      const result = await runTransaction(client, tx, work);
      return { result, actions: tx.actions };
    };
    try {
      const { result, actions } = await retried(attempt, () => {
        this.statistics.retries += 1;
      });
      for (const action of actions) await this.afterCommit(action);
      return result;
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** What was committed stays so: a failed action is logged, never thrown at the caller. */
  private async afterCommit(action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.log.error('An action after a commit failed.', error);
    }
  }
}
