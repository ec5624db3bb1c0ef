import { Logger } from '@nestjs/common';
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
  readonly clock: PrimaryClock;
  /** Called when reads that are under way there must not be waited for. */
  readonly lost: () => void;
}

/** What a server that is asked now may say; positions are bytes of the write-ahead log, exact up to 2 to the power of 53. */
export const askPrimary = `
  SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float8 AS position,
         extract(epoch FROM clock_timestamp())::float8 * 1000 AS time`;
export const askReplica = `
  SELECT coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::float8 AS position,
         pg_is_in_recovery() AS "inRecovery"`;

/** Milliseconds between two looks at whether there is something to log: what lasts less is not told. */
const TELL_MS = 1000;
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
 * before anybody sees it, but for those with synchronous_commit = off, of which no statement on the replica reads anything.
 */
export class ReplicaWatch {
  private readonly log = new Logger('Replica');
  private readonly positions = new Positions();
  private readonly primary: Probe<{ position: number; time: number }>;
  private readonly replica: Probe<{ position: number; inRecovery: boolean }>;
  private teller: NodeJS.Timeout | undefined;
  private identity: Identity | undefined;
  private contact: Exclude<ReplicaCondition, 'late'> = 'away';
  private complete = Number.NEGATIVE_INFINITY;
  private replayed = { position: 0, at: Number.POSITIVE_INFINITY };
  private refusal: Problem | undefined;
  private told: ReplicaCondition = 'up';

  constructor(private readonly options: WatchOptions) {
    this.primary = new Probe({
      url: options.primaryUrl,
      question: askPrimary,
      opened: async (client) => {
        this.identity = await identityOf(client);
      },
      answered: (answer, askedAt) => this.notePrimary(answer, askedAt),
    });
    this.replica = new Probe({
      url: options.replicaUrl,
      question: askReplica,
      opened: async (client) => {
        if (!this.identity) throw new Error('The primary has not said yet which cluster it is.');
        await refuseOtherThanReplica(client, this.identity);
        this.refusal = undefined;
      },
      answered: (answer) => this.noteReplica(answer),
      silent: () => this.become('silent'),
      failed: (error) => this.noteFailure(error),
    });
  }

  /**
   * Asks both for the first time. A replica that is away is used once it answers.
   *
   * @throws Problem `replica_is_primary`, `replica_of_other_database`, `replica_refused`, `dangerous_role`
   */
  async start(): Promise<void> {
    await this.primary.ask();
    await this.replica.ask();
    if (this.refusal) {
      this.end();
      throw this.refusal;
    }
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

  private notePrimary({ position, time }: { position: number; time: number }, askedAt: number): void {
    this.options.clock.note(askedAt, performance.now(), time);
    this.positions.note(askedAt, position);
    // A replica replays nothing that its primary has not flushed before.
    const { replayed } = this;
    if (this.contact === 'up' && askedAt > replayed.at && position < replayed.position) {
      this.refuse(databaseProblems.replica_of_other_database());
    }
  }

  private noteReplica({ position, inRecovery }: { position: number; inRecovery: boolean }): void {
    if (this.refusal) return;
    this.replayed = { position, at: performance.now() };
    this.complete = inRecovery ? this.positions.completeUpTo(position) : Number.NEGATIVE_INFINITY;
    this.become(inRecovery ? 'up' : 'promoted');
  }

  private noteFailure(error: unknown): void {
    const known = asProblem(error);
    const code = known instanceof Problem ? known.code : '';
    if (code === 'database_refused')
      this.refuse(databaseProblems.replica_refused({ reason: failureCode(error) ?? '' }));
    else if (refusals.has(code)) this.refuse(known as Problem);
    else this.become('away');
  }

  /** Until the next connection is examined. */
  private refuse(refusal: Problem): void {
    this.refusal = refusal;
    this.become(refusal.code === 'replica_is_primary' ? 'promoted' : 'refused');
  }

  private become(contact: Exclude<ReplicaCondition, 'late'>): void {
    const before = this.contact;
    this.contact = contact;
    if (contact === 'up') return;
    this.complete = Number.NEGATIVE_INFINITY;
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
