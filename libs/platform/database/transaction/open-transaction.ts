import type { PoolClient, QueryResult } from 'pg';
import type { DatabaseStatistics } from '../connection/statistics.js';
import type { Scope, Transaction } from '../database.js';
import type { Statement } from '../statement.js';
import { arePrepared, type Bound, sendBatch } from './batch.js';
import { inOneTrip } from './one-trip.js';
import { queryOf } from './query-of.js';
import type { ScopeMessages } from './scope.js';

/** A statement that is held back until it is known whether more follow. */
interface Held extends Bound {
  promise: Promise<object[]>;
  resolve: (rows: Promise<object[]>) => void;
}

/** A transaction while its work runs. Once it is over it refuses statements, because its connection may have another user. */
export class OpenTransaction implements Transaction {
  /** The actions of `afterCommit`, in order. */
  readonly actions: Array<() => void | Promise<void>> = [];
  /** The result of BEGIN, once it was sent. */
  begun?: Promise<QueryResult>;
  /** The error of the first failed statement, after which PostgreSQL accepts only a rollback. */
  failure: unknown;
  /** The joined transaction that is under way; meanwhile this one refuses statements, which a rollback of the joined one would undo. */
  inner?: OpenTransaction;
  /** Whether the transaction has ended and its connection may have another user. */
  over = false;
  private held: Held[] | undefined = [];

  constructor(
    private readonly client: PoolClient,
    readonly scope: Scope | undefined,
    private readonly scopes: ScopeMessages,
    private readonly statistics: DatabaseStatistics,
    private readonly open: () => Promise<QueryResult> = () => client.query(scopes.begin(scope)),
  ) {}

  /**
   * Creates a transaction inside this one, on the same connection; it holds no statement back.
   *
   * @param savepoint the SQL that opens it, sent with its first statement
   */
  inside(scope: Scope | undefined, savepoint: string): OpenTransaction {
    const open = () => {
      this.assureBegun();
      return this.client.query(savepoint);
    };
    const inner = new OpenTransaction(this.client, scope, this.scopes, this.statistics, open);
    inner.held = undefined;
    return inner;
  }

  /** Sends SQL that is not a statement of the work, such as the release of a savepoint. */
  control(text: string): Promise<QueryResult> {
    return this.client.query(text);
  }

  run<Row extends object, Values extends readonly unknown[]>(
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    if (!this.held) return this.send(statement, values);
    const { promise, resolve } = Promise.withResolvers<object[]>();
    this.held.push({ statement: statement as Bound['statement'], values, promise, resolve });
    return promise as Promise<Row[]>;
  }

  afterCommit(action: () => void | Promise<void>): void {
    this.actions.push(action);
  }

  /** Whether `outcome` is the result of the only statement, so that no other statement can follow. */
  isWhole(outcome: Promise<unknown>): boolean {
    return this.held?.length === 1 && this.held[0]?.promise === outcome;
  }

  /** Sends the only statement as a whole transaction. */
  sendWhole(): void {
    this.statistics.statements += 1;
    const ahead = this.scopes.ahead('write', this.scope);
    for (const { statement, values, resolve } of this.held ?? []) {
      resolve(inOneTrip(this.client, ahead, statement, values, this.scopes.named));
    }
    this.end();
  }

  /** Sends BEGIN and the statements that were held back; later statements are sent at once. */
  sendHeld(): void {
    const { held = [] } = this;
    this.held = undefined;
    if (held.length > 1 && this.scopes.named && arePrepared(this.client, held)) this.sendTogether(held);
    else for (const { statement, values, resolve } of held) resolve(this.send(statement, values));
  }

  private sendTogether(held: readonly Held[]): void {
    this.statistics.statements += held.length - 1;
    const rows = this.watched(() => sendBatch(this.client, held));
    for (const [i, { resolve }] of held.entries()) resolve(rows.then((all) => all[i] ?? []));
  }

  end(): void {
    this.over = true;
    this.inner?.end();
    this.held = undefined;
  }

  private async send<Row extends object>(
    statement: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.watched(() =>
      this.client.query<Row, unknown[]>(queryOf(statement, values, this.scopes.named)),
    );
    return rows;
  }

  private async watched<Answer>(query: () => Promise<Answer>): Promise<Answer> {
    if (this.inner) throw new Error('A transaction inside this one is under way: await it before the next statement.');
    this.assureBegun();
    this.statistics.statements += 1;
    try {
      return await query();
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }

  private assureBegun(): void {
    if (this.over) throw new Error('The transaction is over: await everything inside its work.');
    this.begun ??= this.begin();
  }

  /** Corks the stream until the next tick, so that BEGIN and the first statement are sent in one packet. */
  private begin(): Promise<QueryResult> {
    const { stream } = this.client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    const begun = this.open();
    begun.catch((error: unknown) => {
      this.failure ??= error;
    });
    return begun;
  }
}
