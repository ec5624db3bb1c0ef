import type { PoolClient, QueryResult } from 'pg';
import { continueRequest } from '#platform/telemetry';
import type { DatabaseStatistics } from '../connection/statistics.js';
import type { Scope, Transaction } from '../database.js';
import type { Statement } from '../statement.js';
import { canShareSync, sendBatch } from './batch.js';
import { type AtCommit, commitWith } from './commit-with.js';
import { type Held, sendingOf } from './first-turn.js';
import { inOneTrip } from './one-trip.js';
import { queryOf } from './query-of.js';
import type { ScopeMessages } from './scope.js';

const OVER = 'The transaction is over: await everything inside its work.';

/**
 * A transaction while its work runs.
 *
 *     first turn ──endFirstTurn──▶ open ──commit, leave or rollBack──▶ over
 *         └────endFirstTurn, where one statement is all of it──────────▲
 *
 * - In the first turn nothing is sent. It ends when the work has returned its promise; a transaction inside another one, and
 *   one that others may join, have none.
 * - BEGIN leaves once, with the first statement that is sent. A transaction without statements sends nothing.
 * - It is over as soon as its last message is queued, and so before its connection has another user: what comes later is
 *   refused. So are the transactions inside it.
 * - After a failed statement PostgreSQL accepts only a rollback, and executes COMMIT as one. `failure` is the first error,
 *   which says more than those that follow from it.
 * - While another transaction runs inside it, it refuses statements: a rollback of that one would undo them.
 */
export class OpenTransaction implements Transaction {
  /** The actions of `afterCommit`, in order. */
  readonly actions: Array<() => void | Promise<void>> = [];
  /** The error of the first failed statement. */
  failure: unknown;
  /** The transaction that runs inside this one. */
  inner?: OpenTransaction;
  over = false;
  /** The result of BEGIN, or of the savepoint, once it was sent. */
  private begun?: Promise<QueryResult>;
  /** The statements of the first turn, in order; undefined once it has ended. */
  private firstTurn: Held[] | undefined;
  /** The statements of `runAtCommit` that are not sent yet, in order. */
  private readonly atCommit: AtCommit[] = [];

  /** @param within for a transaction inside another one: that one, and the SQL in place of BEGIN */
  constructor(
    private readonly client: PoolClient,
    readonly scope: Scope | undefined,
    private readonly scopes: ScopeMessages,
    private readonly statistics: DatabaseStatistics,
    private readonly within?: { readonly outer: OpenTransaction; readonly savepoint: string },
  ) {
    if (!within) this.firstTurn = [];
  }

  /** Creates a transaction inside this one, on the same connection. `savepoint` is sent with its first statement. */
  inside(scope: Scope | undefined, savepoint: string): OpenTransaction {
    // A row of this transaction has its number in the outbox before those of the one inside, as it was put before them.
    if (!this.inner) this.sendAtCommit();
    return new OpenTransaction(this.client, scope, this.scopes, this.statistics, { outer: this, savepoint });
  }

  /** Sends SQL that is not a statement of the work, such as the release of a savepoint. */
  control(text: string): Promise<QueryResult> {
    return this.client.query(text);
  }

  run<Row extends object, Values extends readonly unknown[]>(
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    if (!this.firstTurn) return this.send(statement, values);
    const { promise, resolve } = Promise.withResolvers<object[]>();
    this.firstTurn.push({ statement: statement as Held['statement'], values, promise, resolve });
    return promise as Promise<Row[]>;
  }

  runAtCommit<Values extends readonly (string | null)[]>(
    statement: Statement<object, Values>,
    ...values: Values
  ): void {
    if (this.over) throw new Error(OVER);
    // In the packet of the first statements it costs less than in that of the COMMIT.
    if (this.firstTurn) unawaited(this.run(statement, ...values));
    else this.atCommit.push({ statement: statement as unknown as AtCommit['statement'], values });
  }

  afterCommit(action: () => void | Promise<void>): void {
    this.actions.push(action);
  }

  /**
   * Ends the first turn and sends its statements; does nothing when it has ended before.
   *
   * @param returned the promise that the work returned; undefined before the work has begun
   */
  endFirstTurn(returned?: Promise<unknown>): void {
    const held = this.firstTurn;
    if (!held) return;
    this.firstTurn = undefined;
    const sending = sendingOf(held, returned, this.client, this.scopes.named);
    if (sending === 'whole') this.sendWhole(held[0] as Held);
    else if (sending === 'together') this.sendTogether(held);
    else for (const { statement, values, resolve } of held) resolve(this.send(statement, values));
  }

  /** Ends the transaction with the statements of `runAtCommit` and COMMIT; sends no COMMIT when nothing was sent. */
  async commit(): Promise<void> {
    if (this.atCommit.length > 0) this.assureBegun();
    const sent = this.begun && Promise.all([this.sendCommit(), this.begun]);
    this.end();
    if (!sent) return;
    const [{ command }] = await sent;
    // PostgreSQL executes the COMMIT of a failed transaction as ROLLBACK, without an error.
    if (command !== 'COMMIT') throw this.failure ?? new Error('PostgreSQL rolled the transaction back.');
  }

  /** Ends a transaction inside another one with the statements of `runAtCommit` and `release`; sends no release when nothing was sent. */
  async leave(release: string): Promise<void> {
    this.sendAtCommit();
    const sent = this.begun && Promise.all([this.control(release), this.begun]);
    this.end();
    // PostgreSQL refuses to release a savepoint after a failed statement, whose error says more.
    await sent?.catch((error: unknown) => Promise.reject(this.failure ?? error));
  }

  /** Ends the transaction by `undo`, behind any statement under way, so that it waits for that too. Sends nothing when nothing was sent. */
  async rollBack(undo: string): Promise<void> {
    this.end();
    if (this.begun && !this.within?.outer.over) await this.control(undo).catch(() => {});
  }

  /** From here on every statement is refused. */
  end(): void {
    this.over = true;
    this.inner?.end();
    this.firstTurn = undefined;
  }

  private sendWhole({ statement, values, resolve }: Held): void {
    const { client, scopes } = this;
    this.statistics.statements += 1;
    resolve(inOneTrip(client, scopes.ahead('write', this.scope), statement, values, scopes.named));
    this.end();
  }

  private sendTogether(held: readonly Held[]): void {
    const rows = this.watched(held.length, () => sendBatch(this.client, held));
    for (const [i, { resolve }] of held.entries()) resolve(rows.then((all) => all[i] ?? []));
  }

  private sendCommit(): Promise<QueryResult> {
    const { client, atCommit } = this;
    if (atCommit.length > 0 && this.scopes.named && canShareSync(client, atCommit)) {
      this.statistics.statements += atCommit.length;
      return commitWith(client, atCommit);
    }
    this.sendAtCommit();
    return client.query('COMMIT');
  }

  /** Sends the statements of `runAtCommit`, each on its own. */
  private sendAtCommit(): void {
    for (const { statement, values } of this.atCommit.splice(0)) unawaited(this.send(statement, values));
  }

  private async send<Row extends object>(
    statement: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.watched(1, () =>
      this.client.query<Row, unknown[]>(queryOf(statement, values, this.scopes.named)),
    );
    return rows;
  }

  /** Sends statements, `count` of them, behind BEGIN, and notes the first failure. */
  private async watched<Answer>(count: number, query: () => Promise<Answer>): Promise<Answer> {
    if (this.inner) throw new Error('A transaction inside this one is under way: await it before the next statement.');
    this.assureBegun();
    this.statistics.statements += count;
    try {
      return await query();
    } catch (error) {
      this.failure ??= error;
      throw error;
    } finally {
      continueRequest();
    }
  }

  private assureBegun(): void {
    if (this.over) throw new Error(OVER);
    this.begun ??= this.begin();
  }

  /** Corks the stream until the next tick, so that BEGIN and the first statement are sent in one packet. */
  private begin(): Promise<QueryResult> {
    const { client, within } = this;
    const { stream } = client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    within?.outer.assureBegun();
    const begun = client.query(within?.savepoint ?? this.scopes.begin(this.scope));
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
