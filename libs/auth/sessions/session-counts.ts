import { Database } from '#platform/database';
import { sampledGauge } from '#platform/telemetry';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { SessionCount } from '../session-store/session-count.js';
import { askingStore } from '../session-store/session-store.errors.js';
import { countSessions } from '../session-store/sessions.sql.js';
import { ShardsRedis } from '../shards/shards-redis.js';
import type { RegionsDto } from './sessions.dto.js';

/** PostgreSQL counts all rows: once a minute is enough for who looks at them. */
const FRESH_MS = 60_000;
/** Of a worker: more than the five minutes between two runs of `trends.note-sessions`, so that a count too late for one is there for the next. */
const FRESH_IN_WORKER_MS = 6 * 60_000;

interface Counted {
  /** Null where nothing has counted yet. */
  readonly at: Date | null;
  readonly counts: readonly SessionCount[];
}

/**
 * The number of active sessions by region; also the metric `palier_sessions`. With Redis it is what the job
 * `auth.count-sessions` counted last, so that no API process reads every session.
 */
export class SessionCounts {
  private last: Promise<Counted> | undefined;
  private staleAt = 0;

  constructor(
    private readonly database: Database,
    private readonly redis: ShardsRedis,
    private readonly freshMs: number,
  ) {
    sampledGauge('palier_sessions', 'Active sessions, by region.', 'region', () => this.byRegion());
  }

  /**
   * Counts the sessions of one tenant, or of all.
   *
   * @returns no regions and `countedAt` null where no worker has counted in the last quarter of an hour
   * @throws Problem `sessions_unavailable` (503)
   */
  async of(tenantId?: string): Promise<RegionsDto> {
    const { at: countedAt, counts } = await this.counted();
    const totals = totalsOf(counts.filter((count) => tenantId === undefined || count.tenantId === tenantId));
    const largestFirst = [...totals].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
    return { data: largestFirst.map(([region, sessions]) => ({ region: region || null, sessions })), countedAt };
  }

  private async byRegion(): Promise<ReadonlyMap<string, number>> {
    const { at, counts } = await this.counted();
    // No region says that nobody has counted.
    return at && counts.length === 0 ? new Map([['', 0]]) : totalsOf(counts);
  }

  private counted(): Promise<Counted> {
    return this.redis.topology === 'postgres' ? this.countedByPostgres() : this.countedByJob();
  }

  private async countedByJob(): Promise<Counted> {
    const regions = await askingStore(() => this.redis.memory.regions());
    return { at: regions ? new Date(regions.countedAt) : null, counts: regions?.counts ?? [] };
  }

  /** Calls within `freshMs` share one count; a failed one is not stored. */
  private countedByPostgres(): Promise<Counted> {
    if (this.last && Date.now() < this.staleAt) return this.last;
    this.staleAt = Date.now() + this.freshMs;
    const at = new Date();
    const asked = countInPostgres(this.database, at).then((counts) => ({ at, counts }));
    asked.catch(() => {
      if (this.last === asked) this.last = undefined;
    });
    this.last = asked;
    return asked;
  }
}

const provider = (freshMs: number) => ({
  provide: SessionCounts,
  inject: [Database, ShardsRedis],
  useFactory: (database: Database, redis: ShardsRedis) => new SessionCounts(database, redis, freshMs),
});
export const sessionCounts = provider(FRESH_MS);
export const sessionCountsOfWorker = provider(FRESH_IN_WORKER_MS);

/**
 * Counts the active sessions where PostgreSQL holds them.
 *
 * @throws Problem `sessions_unavailable` (503)
 */
export async function countInPostgres(database: Database, now: Date): Promise<SessionCount[]> {
  const rows = await askingStore(() => database.read({ tenantId: PLATFORM_TENANT_ID }, countSessions, now));
  return rows.map(({ tenant_id, region, sessions }) => ({ tenantId: tenant_id, region, sessions }));
}

function totalsOf(counts: readonly SessionCount[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { region, sessions } of counts) totals.set(region, (totals.get(region) ?? 0) + sessions);
  return totals;
}
