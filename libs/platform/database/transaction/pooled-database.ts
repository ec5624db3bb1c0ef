import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { continueRequest, type Durations, withSpan } from '#platform/telemetry';
import type { ConnectionOptions } from '../connection/connection-options.js';
import { Connections } from '../connection/connections.js';
import { asProblem, isStorageFull } from '../connection/failures.js';
import { poolOf } from '../connection/open-data-source.js';
import { Reachability } from '../connection/reachability.js';
import { DatabaseStatistics } from '../connection/statistics.js';
import { type Wire, wireOf } from '../connection/wire.js';
import { reachDatabase } from '../connection/with-client.js';
import { Database, type Scope, type Transaction } from '../database.js';
import { notePrimaryUse, type Replica } from '../replica/replica.js';
import type { Statement } from '../statement.js';
import type { UnscopedAccess } from '../unscoped.js';
import { Ambient, ambientInForce, holding, holdsConnection } from './ambient.js';
import { readInside } from './join-transaction.js';
import { inOneTrip } from './one-trip.js';
import { OpenTransaction } from './open-transaction.js';
import { retried } from './retry.js';
import { releaseClient, runTransaction } from './run-transaction.js';
import { ScopeMessages } from './scope.js';

interface Committed<T> {
  result: T;
  actions: OpenTransaction['actions'];
}

/** The database on the pool of a data source. */
export function pooledDatabase(source: DataSource, options: ConnectionOptions, replica?: Replica): PooledDatabase {
  const reachability = new Reachability(() => reachDatabase(options.url));
  return new PooledDatabase(poolOf(source), wireOf(options), reachability, replica);
}

/** The database on the pool of TypeORM's data source. */
export class PooledDatabase extends Database {
  readonly statistics: DatabaseStatistics;
  private readonly scopes: ScopeMessages;
  private readonly connections: Connections;
  private readonly log = new Logger('Database');

  constructor(
    pool: Pool,
    wire: Wire,
    private readonly reachability: Reachability,
    private readonly replica?: Replica,
  ) {
    super();
    this.scopes = new ScopeMessages(wire);
    this.connections = new Connections(pool);
    this.reachability.whenBack(() => this.connections.afterSilence());
    this.statistics = new DatabaseStatistics(pool, this.connections);
  }

  transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run(scope, work);
  }

  ambient<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const enclosed = (tx: OpenTransaction) => {
      // A joined access may start before `work` returns, so no statement may be held back.
      tx.endFirstTurn();
      return new Ambient(tx).enclose(() => work(tx));
    };
    if (ambientInForce()) return this.run(scope, work);
    return withSpan('database transaction', () => this.finish(() => this.attempt(scope, enclosed)));
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
    const { replica } = this;
    if (!replica || !statement.onReplica)
      return withSpan(statement.name, () => this.sendOnce(scope, statement, values));
    return withSpan(statement.name, async () => {
      const there = await replica.read(scope, statement, values);
      if (there) return there;
      const rows = await this.sendOnce(scope, statement, values);
      notePrimaryUse();
      return rows;
    });
  }

  private async sendOnce<Row extends object>(
    scope: Scope | undefined,
    statement: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const ambient = ambientInForce();
    const startedAt = performance.now();
    let client: PoolClient | undefined;
    let failure: unknown;
    let begun = false;
    try {
      if (ambient) return await readInside(ambient.tx, scope, statement, values);
      this.reachability.begin();
      begun = true;
      client = await this.statistics.waits.for(this.connections.take(holdsConnection()));
      this.statistics.statements += 1;
      return await inOneTrip(client, this.scopes.ahead('read', scope), statement, values, this.scopes.named);
    } catch (error) {
      failure = error;
      throw this.problemOf(error);
    } finally {
      if (begun) this.ended(this.statistics.reads, startedAt, failure);
      if (client) releaseClient(client, failure);
    }
  }

  private run<T>(scope: Scope | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const ambient = ambientInForce();
    return withSpan('database transaction', () => {
      if (ambient) return ambient.join(scope, work).catch(this.rethrow);
      const onRetry = () => {
        this.statistics.retries += 1;
      };
      return this.finish(() => retried(() => this.attempt(scope, work), onRetry));
    });
  }

  private async attempt<T>(scope: Scope | undefined, work: (tx: OpenTransaction) => Promise<T>): Promise<Committed<T>> {
    const startedAt = performance.now();
    this.reachability.begin();
    let failure: unknown;
    try {
      const client = await this.statistics.waits.for(this.connections.take(holdsConnection()));
      const tx = new OpenTransaction(client, scope, this.scopes, this.statistics);
      const result = await runTransaction(client, tx, () => holding(tx, () => work(tx)));
      return { result, actions: tx.actions };
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      this.ended(this.statistics.transactions, startedAt, failure);
      if (this.replica) notePrimaryUse();
    }
  }

  private ended(kind: Durations, startedAt: number, failure: unknown): void {
    continueRequest();
    if (this.reachability.end(failure)) this.statistics.answers += 1;
    kind.observe((performance.now() - startedAt) / 1000);
  }

  private async finish<T>(commit: () => Promise<Committed<T>>): Promise<T> {
    const { result, actions } = await commit().catch(this.rethrow);
    for (const action of actions) await this.afterCommit(action);
    return result;
  }

  private readonly rethrow = (error: unknown): never => {
    throw this.problemOf(error);
  };

  private problemOf(error: unknown): unknown {
    if (isStorageFull(error)) this.statistics.noteStorageFull();
    return asProblem(error);
  }

  /** A failed action is logged and not thrown, because the transaction is committed. */
  private async afterCommit(action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.log.error('An action after a commit failed.', error);
    }
  }
}
