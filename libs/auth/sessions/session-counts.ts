import { Injectable } from '@nestjs/common';
import { sampledGauge } from '#platform/telemetry';
import type { SessionCount } from '../session-store/session-store.js';
import { SessionStore } from '../session-store/session-store.js';

/** Counting reads every session, so it runs once a minute at most. */
const FRESH_MS = 60_000;

/** The result of one count. */
interface Counted {
  readonly at: Date;
  readonly counts: readonly SessionCount[];
}

/** Counts the active sessions by region; also the metric `palier_sessions`. */
@Injectable()
export class SessionCounts {
  private last: Promise<Counted> | undefined;
  private staleAt = 0;

  constructor(private readonly store: SessionStore) {
    sampledGauge('palier_sessions', 'Active sessions, by region.', 'region', () => this.byRegion());
  }

  /**
   * The number of sessions per region, of one tenant or of all.
   *
   * @throws Problem `sessions_unavailable` (503)
   */
  async of(tenantId?: string): Promise<{ countedAt: Date; regions: { region: string; sessions: number }[] }> {
    const { at: countedAt, counts } = await this.counted();
    const totals = totalsOf(counts.filter((count) => tenantId === undefined || count.tenantId === tenantId));
    const regions = [...totals].map(([region, sessions]) => ({ region, sessions }));
    return { countedAt, regions: regions.sort((a, b) => b.sessions - a.sessions || (a.region < b.region ? -1 : 1)) };
  }

  private async byRegion(): Promise<ReadonlyMap<string, number>> {
    return totalsOf((await this.counted()).counts);
  }

  /** Calls within a minute share one count; a failed count is not cached. */
  private counted(): Promise<Counted> {
    if (this.last && Date.now() < this.staleAt) return this.last;
    this.staleAt = Date.now() + FRESH_MS;
    const asked = this.store.count().then((counts) => ({ at: new Date(), counts }));
    asked.catch(() => {
      if (this.last === asked) this.last = undefined;
    });
    this.last = asked;
    return asked;
  }
}

function totalsOf(counts: readonly SessionCount[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { region, sessions } of counts) totals.set(region, (totals.get(region) ?? 0) + sessions);
  return totals;
}
