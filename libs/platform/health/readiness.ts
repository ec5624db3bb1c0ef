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

/** How long the result of a check of a server is reused, and how long the check may take, in milliseconds. */
const SERVER_CHECK = { keptFor: 1000, timeout: 1000 };

/** The same of the check for work that no worker takes, which reads every queue. */
const WORKERS_CHECK = { keptFor: 5000, timeout: 1000 };

/** The same of the check for waived erasures, which commands alone change. */
const WAIVED_CHECK = { keptFor: 60_000, timeout: 1000 };

/** The same of the check for values that no master key opens. */
const KEYS_CHECK = { keptFor: 60_000, timeout: 1000 };

/** The same of the check whose storage it is. */
const IDENTITY_CHECK = { keptFor: 60_000, timeout: 1000 };

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
        () => this.database(),
        () => this.disk(),
        () => this.workers(),
        () => this.erasedAgain(),
        () => this.keys(),
        ...(this.replica ? [() => this.readReplica(this.replica as Replica)] : []),
        ...(this.sessionsRedis.configured ? [() => this.sessions()] : []),
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
      const indicator = this.indicators.check(name);
      const isOther = name === 'storage' && (await this.isOtherStorage());
      return open || isOther ? indicator.degraded() : indicator.up();
    });
  }

  /** Without the database, vital routes are still served from memory: the process is degraded, never down. */
  private async database() {
    const indicator = this.indicators.check('database');
    const found = await indicator
      // Any query would do; this one refreshes a value that the process needs anyway.
      .attempt(() => this.degradation.refresh())
      .withTimeout(SERVER_CHECK.timeout)
      .cacheFor(SERVER_CHECK.keptFor);
    return found.database.status === 'up' ? found : indicator.degraded();
  }

  /** Without a worker, requests are served and jobs and events wait. What cannot be read says nothing about workers. */
  private async workers() {
    const indicator = this.indicators.check('workers');
    const found = await indicator
      .attempt(async () => ({ untaken: (await this.work.find()).map(({ what }) => what) }))
      .withTimeout(WORKERS_CHECK.timeout)
      .cacheFor(WORKERS_CHECK.keptFor);
    const untaken: readonly string[] = found.workers.untaken ?? [];
    return untaken.length > 0 ? indicator.degraded({ untaken }) : indicator.up();
  }

  /** Erasures that an operator waived, or of which it is not known yet whether they have to be done again. */
  private async erasedAgain() {
    const indicator = this.indicators.check('erasures');
    const found = await indicator
      .attempt(async () => ({ waived: (await this.erasures.newest()).waived }))
      .withTimeout(WAIVED_CHECK.timeout)
      .cacheFor(WAIVED_CHECK.keptFor);
    return this.erasureWatch.unknown || found.erasures.waived ? indicator.degraded() : indicator.up();
  }

  /** With another master key, whatever needs no sealed value is served. What cannot be read says nothing about the key. */
  private async keys() {
    const indicator = this.indicators.check('keys');
    const found = await indicator
      .attempt(async () => ({ unopened: (await this.sealed.sample()).unopened }))
      .withTimeout(KEYS_CHECK.timeout)
      .cacheFor(KEYS_CHECK.keptFor);
    return found.keys.unopened ? indicator.degraded() : indicator.up();
  }

  /** While the disk of PostgreSQL is full, what only reads is still served. */
  private disk() {
    const indicator = this.indicators.check('disk');
    return this.statistics.storageFull ? indicator.degraded() : indicator.up();
  }

  /** Without the replica, the primary is read. */
  private readReplica({ condition, lagMs }: Replica) {
    const indicator = this.indicators.check('replica');
    const found = { condition, lagMs: Number.isFinite(lagMs) ? Math.round(lagMs) : null };
    return condition === 'up' ? indicator.up(found) : indicator.degraded(found);
  }

  /** Without the directory of files, what needs none of them is served. */
  private async storage() {
    const indicator = this.indicators.check('storage');
    const found = await indicator
      .attempt(() => this.files.check())
      .withTimeout(SERVER_CHECK.timeout)
      .cacheFor(SERVER_CHECK.keptFor);
    return found.storage.status === 'up' && !(await this.isOtherStorage()) ? found : indicator.degraded();
  }

  /** Whether the storage is that of another deployment, or an empty one in its place. What cannot be read says nothing of it. */
  private async isOtherStorage(): Promise<boolean> {
    const { identity } = await this.indicators
      .check('identity')
      .attempt(async () => ({ isOther: await this.identity.isOther() }))
      .withTimeout(IDENTITY_CHECK.timeout)
      .cacheFor(IDENTITY_CHECK.keptFor);
    return identity.isOther === true;
  }

  /** Without the Redis of the sessions nobody signs in, and access tokens are still accepted on most routes. */
  private async sessions() {
    const indicator = this.indicators.check('sessions');
    const found = await indicator
      .attempt(() => this.sessionsRedis.assertWritable())
      .withTimeout(SERVER_CHECK.timeout)
      .cacheFor(SERVER_CHECK.keptFor);
    return found.sessions.status === 'up' ? found : indicator.degraded();
  }
}
