import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Problem } from '#platform/problems';
import { asProblem, failureCode } from '../connection/failures.js';
import { databaseProblems } from '../database.errors.js';
import { type Identity, identityOf, refuseOtherThanReplica } from './examine-replica.js';
import { Positions } from './positions.js';
import type { PrimaryClock } from './primary-clock.js';
import { PROBE_MS, Probe } from './probe.js';

/** `late` is more than REPLICA_LAG_MS behind; `away` cannot be reached; `refused` is no replica of this primary. */
export type ReplicaCondition = 'up' | 'late' | 'silent' | 'away' | 'promoted' | 'refused';

interface WatchOptions {
  /** Of the primary, not through a pooler. */
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  /** How far the replica may be behind, in milliseconds. */
  readonly lagMs: number;
  /** For how long a start tries to reach the primary, in milliseconds. */
  readonly connectTimeoutMs: number;
  readonly clock: PrimaryClock;
  /** Called when reads that are under way there must not be waited for. */
  readonly lost: () => void;
  /** Called when the address was examined anew: former connections may lead to another server. */
  readonly replaced: () => void;
}

/**
 * What a server that is asked now may say; positions are bytes of the write-ahead log, exact up to 2 to the power of 53.
 * With synchronous_commit = off a commit is told of before it is flushed, but not before it is inserted.
 */
export const askPrimary = `
  SELECT pg_wal_lsn_diff(CASE WHEN current_setting('synchronous_commit') = 'off' THEN pg_current_wal_insert_lsn()
           ELSE pg_current_wal_flush_lsn() END, '0/0')::float8 AS position,
         extract(epoch FROM clock_timestamp())::float8 * 1000 AS time`;
export const askReplica = `
  SELECT coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::float8 AS position,
         pg_is_in_recovery() AS "inRecovery"`;

/** Milliseconds between two looks at whether there is something to log: what lasts less is not told. */
const TELL_MS = 1000;
/** Answers in a row after which a replica that was lost is used again: a second of them. */
const STEADY = 1 + 1000 / PROBE_MS;
const NOTHING_TO_COMPARE = { position: 0, at: Number.POSITIVE_INFINITY };
const unused: Record<Exclude<ReplicaCondition, 'up' | 'refused'>, string> = {
  late: 'it is more than REPLICA_LAG_MS behind',
  silent: 'it does not answer',
  away: 'it cannot be reached',
  promoted: 'it is a primary now; set DATABASE_READ_URL to a replica of the PostgreSQL of DATABASE_URL',
};

/** Problems of a server that must not be read from, whatever it answers. */
const refusals: ReadonlySet<string> = new Set(['replica_of_other_database', 'replica_is_primary', 'dangerous_role']);

/**
 * Compares the positions of primary and replica ten times a second, and so knows up to which moment the replica has all that was
 * committed. A position of the primary that was flushed when it was asked for holds every commit before: each is flushed
 * before anybody sees it. Where the role or the database has synchronous_commit = off, the inserted position does. One
 * transaction alone sets that for itself, and no statement on the replica reads anything of it.
 */
export class ReplicaWatch {
  private readonly log = new Logger('Replica');
  private positions = new Positions();
  private readonly primary: Probe<{ position: number; time: number }>;
  private readonly replica: Probe<{ position: number; inRecovery: boolean }>;
  private teller: NodeJS.Timeout | undefined;
  private identity: Identity | undefined;
  private contact: Exclude<ReplicaCondition, 'late'> = 'away';
  private complete = Number.NEGATIVE_INFINITY;
  /** An answer of the replica, until the primary was asked after it: later ones wait, as they may come while it is being asked. */
  private toCompare = NOTHING_TO_COMPARE;
  /** Since the last break, if there was one: answers, and whether the primary was found not to be behind. */
  private steady = { answers: Number.POSITIVE_INFINITY, compared: true };
  private primaryFailure: unknown;
  private refusal: Problem | undefined;
  private told: ReplicaCondition = 'up';

  constructor(private readonly options: WatchOptions) {
    this.primary = new Probe({
      url: options.primaryUrl,
      question: askPrimary,
      opened: async (client) => this.noteIdentity(await identityOf(client)),
      answered: (answer, askedAt) => this.notePrimary(answer, askedAt),
      failed: (error) => {
        this.primaryFailure = error;
      },
    });
    this.replica = new Probe({
      url: options.replicaUrl,
      question: askReplica,
      opened: (client) => this.examine(client),
      answered: (answer) => this.noteReplica(answer),
      // What was not used before has a reason that says more.
      silent: () => this.become(this.contact === 'up' ? 'silent' : this.contact),
      failed: (error) => this.noteFailure(error),
    });
  }

  /**
   * Asks both for the first time. A replica that is away is used once it answers.
   *
   * @throws Problem `replica_is_primary`, `replica_of_other_database`, `replica_refused`, `dangerous_role`; of the primary
   * `database_unavailable`, `database_refused`
   */
  async start(): Promise<void> {
    await this.reachPrimary();
    await this.replica.ask();
    if (this.refusal) throw this.refusal;
    // So a replica that is ahead of it is refused before the first read.
    await this.primary.ask();
    this.tell();
    this.teller = setInterval(() => this.tell(), TELL_MS).unref();
    this.primary.begin(0);
    // In between: of a primary that writes all the time, a replica has the position of a moment ago.
    this.replica.begin(PROBE_MS / 2);
  }

  get condition(): ReplicaCondition {
    return this.contact === 'up' && this.lagMs > this.options.lagMs ? 'late' : this.contact;
  }

  /** For how long the replica may lack commits, in milliseconds; Infinity where that is not known. */
  get lagMs(): number {
    return performance.now() - this.complete;
  }

  /**
   * Why a read cannot go to the replica; undefined where it can.
   *
   * @param after when the last commit that it must see was made at the latest, on the monotonic clock
   */
  objection(after: number): 'away' | 'late' | 'own_write' | undefined {
    if (this.contact !== 'up') return 'away';
    if (this.lagMs > this.options.lagMs) return 'late';
    return this.complete < after ? 'own_write' : undefined;
  }

  end(): void {
    for (const probe of [this.primary, this.replica]) probe.end();
    clearInterval(this.teller);
  }

  /** Without the primary's time, this process would say by its own clock when a client wrote. */
  private async reachPrimary(): Promise<void> {
    const latest = performance.now() + this.options.connectTimeoutMs;
    await this.primary.ask();
    while (this.primaryFailure !== undefined) {
      const problem = asProblem(this.primaryFailure);
      if (performance.now() >= latest)
        throw problem instanceof Problem
          ? problem
          : databaseProblems.database_unavailable({}, { cause: this.primaryFailure });
      await pause(PROBE_MS);
      await this.primary.ask();
    }
  }

  private noteIdentity(found: Identity): void {
    const { identity } = this;
    this.identity = found;
    if (!identity || (identity.cluster === found.cluster && identity.database === found.database)) return;
    this.positions = new Positions();
    this.refuse(databaseProblems.replica_of_other_database());
  }

  private async examine(client: ClientBase): Promise<void> {
    if (!this.identity) throw new Error('The primary has not said yet which cluster it is.');
    await refuseOtherThanReplica(client, this.identity);
    this.options.replaced();
  }

  private notePrimary({ position, time }: { position: number; time: number }, askedAt: number): void {
    this.primaryFailure = undefined;
    this.options.clock.note(askedAt, performance.now(), time);
    this.positions.note(askedAt, position);
    const replayed = this.toCompare;
    if (askedAt <= replayed.at) return;
    this.toCompare = NOTHING_TO_COMPARE;
    this.steady.compared = true;
    // A replica replays nothing that its primary has not flushed before.
    if (position < replayed.position) this.refuse(databaseProblems.replica_of_other_database());
  }

  private noteReplica({ position, inRecovery }: { position: number; inRecovery: boolean }): void {
    if (!inRecovery) {
      this.refuse(databaseProblems.replica_is_primary());
      return;
    }
    if (this.toCompare === NOTHING_TO_COMPARE) this.toCompare = { position, at: performance.now() };
    this.complete = this.positions.completeUpTo(position);
    const { steady } = this;
    steady.answers += 1;
    if (steady.compared && steady.answers >= STEADY) this.become('up');
  }

  private noteFailure(error: unknown): void {
    const known = asProblem(error);
    const code = known instanceof Problem ? known.code : '';
    if (code === 'database_refused')
      this.refuse(databaseProblems.replica_refused({ reason: failureCode(error) ?? '' }));
    else if (refusals.has(code)) this.refuse(known as Problem);
    else this.become('away');
  }

  /** Until a new connection, which may lead to another server, was examined and has answered for a while. */
  private refuse(refusal: Problem): void {
    this.refusal = refusal;
    this.replica.reopen();
    this.become(refusal.code === 'replica_is_primary' ? 'promoted' : 'refused');
  }

  private become(contact: Exclude<ReplicaCondition, 'late'>): void {
    const before = this.contact;
    this.contact = contact;
    if (contact === 'up') return;
    this.complete = Number.NEGATIVE_INFINITY;
    this.toCompare = NOTHING_TO_COMPARE;
    this.steady = { answers: 0, compared: false };
    if (before === 'up') this.options.lost();
  }

  private tell(): void {
    const { condition } = this;
    if (condition === this.told) return;
    this.told = condition;
    if (condition === 'up') this.log.log('The replica of DATABASE_READ_URL is used.');
    else if (condition === 'refused') this.log.error(this.refusal?.detail.en);
    else
      this.log.warn(`The replica of DATABASE_READ_URL is not used: ${unused[condition]}. All reads go to the primary.`);
  }
}
