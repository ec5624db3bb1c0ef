import type { PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { DatabaseStatistics } from '../connection/statistics.js';
import type { Scope, Transaction } from '../database.js';
import type { Statement } from '../statement.js';
import { entitiesOn } from './entities-on.js';
import { inOneTrip } from './one-trip.js';
import { beginText } from './scope.js';

type AnyStatement = Statement<object, readonly unknown[]>;

/** A statement that waits until it is known whether more follow it. */
interface Held {
  statement: AnyStatement;
  values: readonly unknown[];
  promise: Promise<object[]>;
  resolve: (rows: Promise<object[]>) => void;
}

/** One transaction while its work runs. Once over it refuses: the connection is another's by then. */
export class OpenTransaction implements Transaction {
  /** What `afterCommit` was given, in order. */
  readonly actions: Array<() => void | Promise<void>> = [];
  /** The answer to BEGIN, once it was sent. */
  begun?: Promise<QueryResult>;
  /** The first statement that failed, after which PostgreSQL accepts nothing but a rollback. */
  failure: unknown;
  private held: Held[] | undefined = [];
  private runner?: QueryRunner;
  private over = false;

  constructor(
    private readonly client: PoolClient,
    private readonly scope: Scope | undefined,
    private readonly dataSource: DataSource,
    private readonly statistics: DatabaseStatistics,
  ) {}

  run<Row extends object, Values extends readonly unknown[]>(
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    if (!this.held) return this.send(statement, values);
    const { promise, resolve } = Promise.withResolvers<object[]>();
    this.held.push({ statement: statement as AnyStatement, values, promise, resolve });
    return promise as Promise<Row[]>;
  }

  get entities(): EntityManager {
    this.runner ??= entitiesOn(this.dataSource, {
      query: (text, values) => this.watched(() => this.client.query(text, values)),
    });
    return this.runner.manager;
  }

  afterCommit(action: () => void | Promise<void>): void {
    this.actions.push(action);
  }

  /** Whether `outcome` is the answer of the only statement, so that nothing can follow it. */
  isWhole(outcome: Promise<unknown>): boolean {
    return this.held?.length === 1 && this.held[0]?.promise === outcome;
  }

  /** Sends that statement as a transaction of its own. */
  sendWhole(): void {
    this.statistics.statements += 1;
    for (const { statement, values, resolve } of this.held ?? []) {
      resolve(inOneTrip(this.client, 'write', this.scope, statement, values));
    }
    this.end();
  }

  /** Sends what was held back, behind BEGIN; from now on statements leave at once. */
  sendHeld(): void {
    const { held = [] } = this;
    this.held = undefined;
    for (const { statement, values, resolve } of held) resolve(this.send(statement, values));
  }

  end(): void {
    this.over = true;
    this.held = undefined;
    void this.runner?.release();
  }

  private async send<Row extends object>(
    { name, text }: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.watched(() => this.client.query<Row, unknown[]>({ name, text, values: [...values] }));
    return rows;
  }

  private async watched<Row extends object>(query: () => Promise<QueryResult<Row>>): Promise<QueryResult<Row>> {
    if (this.over) throw new Error('The transaction is over: await everything inside its work.');
    this.begun ??= this.begin();
    this.statistics.statements += 1;
    try {
      return await query();
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }

  /** Corked for this turn of the event loop, so that BEGIN leaves with the first statement in one packet. */
  private begin(): Promise<QueryResult> {
    const { stream } = this.client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    const begun = this.client.query(beginText(this.scope));
    begun.catch((error: unknown) => {
      this.failure ??= error;
    });
    return begun;
  }
}
