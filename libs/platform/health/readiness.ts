import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DatabaseStatistics, Replica } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { ErasureLedger, ErasureWatch } from '#platform/erasure-ledger';
import { Connections } from '#platform/http';
import { UntakenWork } from '#platform/jobs';
import { SealedValues } from '#platform/key-rotation';
import { breakers } from '#platform/resilience';
import { BlobStore, StorageIdentity } from '#platform/storage';
import { Lifecycle } from '#platform/telemetry';
import { TenantDirectory } from '#platform/tenancy';
import { healthProblems } from './health.errors.js';
import { SessionsRedis } from './sessions-redis.js';

/** How long a check may take, in milliseconds. */
const LONGEST_MS = 1000;

/** How long the result of a check of a server is reused, in milliseconds. */
const SERVER_KEPT_MS = 1000;
/** The same of the check for work that no worker takes, which reads every queue. */
const WORKERS_KEPT_MS = 5000;
/** The same of what commands and restarts alone change. */
const SELDOM_KEPT_MS = 60_000;

/** The part of the connections from which on a process is degraded, so that somebody sees it before it is full. */
const NEARLY_FULL = 0.9;

/** Whether this process can serve vital routes, and which of its parts are degraded. */
@Injectable()
export class Readiness {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly lifecycle: Lifecycle,
    private readonly directory: TenantDirectory,
    private readonly degradation: Degradation,
    private readonly work: UntakenWork,
    private readonly statistics: DatabaseStatistics,
    private readonly sessionsRedis: SessionsRedis,
    private readonly files: BlobStore,
    private readonly identity: StorageIdentity,
    private readonly connections: Connections,
    private readonly erasures: ErasureLedger,
    private readonly erasureWatch: ErasureWatch,
    private readonly sealed: SealedValues,
    @Inject(Replica) private readonly replica: Replica | null,
  ) {}

  /** @throws Problem `not_ready` (503) while the process starts, drains or refuses connections, and until the tenants are loaded */
  async check(): Promise<HealthCheckResult> {
    try {
      const parts = [
        () => this.process(),
        () => this.clients(),
        () => this.tenants(),
        // Any query would do; this one refreshes a value that the process needs anyway.
        () => this.server('database', () => this.degradation.refresh()),
        // While the disk of PostgreSQL is full, what only reads is still served.
        () => this.part('disk', this.statistics.storageFull),
        () => this.workers(),
        () => this.erasedAgain(),
        () => this.keys(),
        ...(this.replica ? [() => this.readReplica(this.replica as Replica)] : []),
        ...(this.sessionsRedis.configured
          ? [() => this.server('sessions', () => this.sessionsRedis.assertWritable())]
          : []),
        // A storage elsewhere is behind a circuit breaker of this name.
        ...(this.files.local ? [() => this.storage()] : []),
        ...this.breakers(),
      ];
      return await this.checks.check(parts);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: down = {} } = error.getResponse() as HealthCheckResult;
      const reasons = Object.entries(down).map(([part, found]) => `${part} ${found?.message ?? 'down'}`);
      const headers = { 'retry-after': '1' };
      throw healthProblems.not_ready({ reasons: reasons.join(', ') || 'process ending' }, { headers });
    }
  }

  private process() {
    const indicator = this.indicators.check('process');
    const { state } = this.lifecycle;
    return state === 'serving' ? indicator.up() : indicator.down(state);
  }

  /** A full process refuses connections: those that balance the load should open them elsewhere, and go on with those they have. */
  private async clients() {
    const indicator = this.indicators.check('connections');
    const { open, most } = await this.connections.count();
    if (open >= most) return indicator.down(`full: ${open} of ${most}`);
    return open >= NEARLY_FULL * most ? indicator.degraded() : indicator.up();
  }

  private tenants() {
    const indicator = this.indicators.check('directory');
    return this.directory.loaded ? indicator.up() : indicator.down('never loaded');
  }

  /** A dependency behind a circuit breaker may be unreachable for a while: the process is degraded, not down. */
  private breakers() {
    return breakers().map(({ name, open }) => async () => {
      return this.part(name, open || (name === 'storage' && (await this.isOtherStorage())));
    });
  }

  /** Without a worker, requests are served and jobs and events wait. What cannot be read says nothing about workers. */
  private async workers() {
    const read = async () => ({ untaken: (await this.work.find()).map(({ what }) => what) });
    const { untaken = [] } = await this.found('workers', read, WORKERS_KEPT_MS);
    return this.part('workers', untaken.length > 0, { untaken });
  }

  /** Erasures that an operator waived, or of which it is not known yet whether they have to be done again. */
  private async erasedAgain() {
    const read = async () => ({ waived: (await this.erasures.newest()).waived });
    const { waived } = await this.found('erasures', read, SELDOM_KEPT_MS);
    return this.part('erasures', this.erasureWatch.unknown || Boolean(waived));
  }

  /** With another master key, whatever needs no sealed value is served. What cannot be read says nothing about the key. */
  private async keys() {
    const read = async () => ({ unopened: (await this.sealed.sample()).unopened });
    const { unopened = 0 } = await this.found('keys', read, SELDOM_KEPT_MS);
    return this.part('keys', unopened > 0);
  }

  /** Without the replica, the primary is read. */
  private readReplica({ condition, lagMs }: Replica) {
    const found = { condition, lagMs: Number.isFinite(lagMs) ? Math.round(lagMs) : null };
    return this.part('replica', condition !== 'up', found);
  }

  /** Without the directory of files, what needs none of them is served. */
  private async storage() {
    const found = await this.server('storage', () => this.files.check());
    return (await this.isOtherStorage()) ? this.part('storage', true) : found;
  }

  /** Whether the storage is that of another deployment, or an empty one in its place. What cannot be read says nothing of it. */
  private async isOtherStorage(): Promise<boolean> {
    const read = async () => ({ isOther: await this.identity.isOther() });
    return (await this.found('identity', read, SELDOM_KEPT_MS)).isOther === true;
  }

  /** A server without which vital routes are still served, and access tokens accepted: the process is degraded, never down. */
  private async server(name: string, ask: () => Promise<unknown>) {
    const { answered } = await this.found(name, () => ask().then(() => ({ answered: true })), SERVER_KEPT_MS);
    return this.part(name, !answered);
  }

  /** The result of a check, perhaps for another probe; nothing where it failed or took too long. */
  private async found<Found extends object>(
    name: string,
    read: () => Promise<Found & Record<string, unknown>>,
    keptForMs: number,
  ): Promise<Partial<Found>> {
    const result = await this.indicators.check(name).attempt(read).withTimeout(LONGEST_MS).cacheFor(keptForMs);
    return result[name] as Partial<Found>;
  }

  private part(name: string, isDegraded: boolean, found: Record<string, unknown> = {}) {
    const indicator = this.indicators.check(name);
    return isDegraded ? indicator.degraded(found) : indicator.up(found);
  }
}
