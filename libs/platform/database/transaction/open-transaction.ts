import type { PoolClient, QueryResult } from 'pg';
import type { DatabaseStatistics } from '../connection/statistics.js';
import type { Scope, Transaction } from '../database.js';
import type { Statement } from '../statement.js';
import { arePrepared, type Bound, sendBatch } from './batch.js';
import { commitWith, type Last } from './commit-with.js';
import { inOneTrip } from './one-trip.js';
import { queryOf } from './query-of.js';
import type { ScopeMessages } from './scope.js';

const OVER = 'The transaction is over: await everything inside its work.';

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
  /** The statements of `runAtCommit` that are not sent yet. */
  private readonly last: Last[] = [];

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
    // A row of this transaction has its number in the outbox before those of the one inside, as it was put before them.
    if (!this.inner) this.sendLast();
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

  runAtCommit<Values extends readonly (string | null)[]>(
    statement: Statement<object, Values>,
    ...values: Values
  ): void {
    if (this.over) throw new Error(OVER);
    // In the packet of the first statements it costs less than in that of the COMMIT.
    if (this.held) unawaited(this.run(statement, ...values));
    else this.last.push({ statement: statement as unknown as Last['statement'], values });
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

  /**
   * Ends the transaction with the statements of `runAtCommit` and COMMIT.
   *
   * @returns the result of the COMMIT; undefined when nothing was sent
   */
  async commit(): Promise<QueryResult | undefined> {
    if (this.last.length > 0) this.assureBegun();
    if (!this.begun) return;
    const [committed] = await Promise.all([this.sendCommit(), this.begun]);
    return committed;
  }

  /** Ends a transaction inside another one with the statements of `runAtCommit` and `release`, which is not sent when nothing was. */
  async leave(release: string): Promise<void> {
    this.sendLast();
    if (this.begun) await Promise.all([this.control(release), this.begun]);
  }

  private sendCommit(): Promise<QueryResult> {
    const { client, last } = this;
    if (last.length > 0 && this.scopes.named && arePrepared(client, last)) {
      this.statistics.statements += last.length;
      return commitWith(client, last);
    }
    this.sendLast();
    return client.query('COMMIT');
  }

  /** Sends the statements of `runAtCommit`, each on its own. */
  private sendLast(): void {
    for (const { statement, values } of this.last.splice(0)) unawaited(this.send(statement, values));
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
    if (this.over) throw new Error(OVER);
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

/** A statement whose failure PostgreSQL repeats at the end, by refusing to commit. */
function unawaited(sent: Promise<unknown>): void {
  sent.catch(() => {});
}
