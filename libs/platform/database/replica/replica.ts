import { counter, gauge, requestInForce } from '#platform/telemetry';
import type { ConnectionOptions } from '../connection/connection-options.js';
import { wireOf } from '../connection/wire.js';
import type { Scope } from '../database.js';
import type { Statement } from '../statement.js';
import { ambientInForce, holdsConnection } from '../transaction/ambient.js';
import { inOneTrip } from '../transaction/one-trip.js';
import { ScopeMessages } from '../transaction/scope.js';
import type { PrimaryClock } from './primary-clock.js';
import { ReplicaPool } from './replica-pool.js';
import { type ReplicaCondition, ReplicaWatch } from './replica-watch.js';

/** Milliseconds that a start waits for the primary, where the options do not say it. */
const CONNECT_MS = 5000;

/** Why a read that a replica may answer went where it went. */
const REASONS = {
  replica: ['complete'],
  primary: ['required', 'own_write', 'late', 'away', 'busy', 'failed'],
} as const;

interface ReplicaOptions {
  readonly url: string;
  /** How far the replica may be behind, in milliseconds. */
  readonly lagMs: number;
  readonly clock: PrimaryClock;
}

/** Reads from a streaming replica, where that is as good as reading from the primary. */
export class Replica {
  private readonly watch: ReplicaWatch;
  private readonly pool: ReplicaPool;
  private readonly scopes: ScopeMessages;
  private readonly reads = counter(
    'palier_database_reads_total',
    'Reads that a replica may answer, by the server that did, and why',
    'server',
    'reason',
  );

  private constructor(primary: ConnectionOptions, { url, lagMs, clock }: ReplicaOptions) {
    this.watch = new ReplicaWatch({
      primaryUrl: primary.directUrl ?? primary.url,
      replicaUrl: url,
      lagMs,
      connectTimeoutMs: primary.connectTimeoutMs ?? CONNECT_MS,
      clock,
      lost: () => this.pool.abandon(),
      replaced: () => this.pool.renew(),
    });
    this.pool = new ReplicaPool(url, primary);
    this.scopes = new ScopeMessages(wireOf(primary));
    for (const [server, reasons] of Object.entries(REASONS))
      for (const reason of reasons) this.reads.of(server, reason);
    gauge('palier_database_replica_lag_seconds', 'For how long the replica may lack commits', () => this.lagMs / 1000);
  }

  /**
   * Compares primary and replica for the first time. A replica that is away is used once it answers.
   *
   * @throws Problem `replica_is_primary`, `replica_of_other_database`, `replica_refused`, `dangerous_role`; of the primary
   * `database_unavailable`, `database_refused`
   */
  static async open(primary: ConnectionOptions, options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(primary, options);
    try {
      await replica.watch.start();
    } catch (error) {
      await replica.close();
      throw error;
    }
    return replica;
  }

  get condition(): ReplicaCondition {
    return this.watch.condition;
  }

  /** For how long it may lack commits, in milliseconds; Infinity where that is not known. */
  get lagMs(): number {
    return this.watch.lagMs;
  }

  /** @returns undefined where the primary must read, also after a failure here */
  async read<Row extends object>(
    scope: Scope | undefined,
    statement: Statement<Row, readonly unknown[]>,
    values: readonly unknown[],
  ): Promise<Row[] | undefined> {
    const objection = this.objection();
    if (objection) return this.leave(objection);
    const { named } = this.scopes;
    const ahead = this.scopes.ahead('read', scope);
    try {
      const rows = await this.pool.run((client) => inOneTrip(client, ahead, statement, values, named));
      this.reads.of('replica', 'complete').add();
      return rows;
    } catch {
      // Also errors of the statement itself: the primary says the same then.
      return this.leave('failed');
    }
  }

  async close(): Promise<void> {
    this.watch.end();
    await this.pool.close();
  }

  private objection(): (typeof REASONS.primary)[number] | undefined {
    const reads = requestInForce()?.reads;
    if (!reads || ambientInForce() || holdsConnection()) return 'required';
    return this.watch.objection(reads.after) ?? (this.pool.full ? 'busy' : undefined);
  }

  private leave(reason: (typeof REASONS.primary)[number]): undefined {
    this.reads.of('primary', reason).add();
    return undefined;
  }
}

/** Called when a transaction or a read on the primary has ended: what its request or job reads later is not older. */
export function notePrimaryUse(): void {
  const reads = requestInForce()?.reads;
  if (reads) reads.after = performance.now();
}
