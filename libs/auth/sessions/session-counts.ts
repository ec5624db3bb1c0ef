import { Injectable } from '@nestjs/common';
import { sampledGauge } from '#platform/telemetry';
import type { SessionCount } from '../session-store/session-store.js';
import { SessionStore } from '../session-store/session-store.js';

/** Counting looks at every session: once a minute is enough for whoever watches. */
const FRESH_MS = 60_000;

/** What a count saw. */
interface Counted {
  readonly at: Date;
  readonly counts: readonly SessionCount[];
}

/** How many sessions are open, by region; also the metric `palier_sessions`. */
@Injectable()
export class SessionCounts {
  private last: Promise<Counted> | undefined;
  private staleAt = 0;

  constructor(private readonly store: SessionStore) {
    sampledGauge('palier_sessions', 'Sessions that are open, by region.', 'region', () => this.byRegion());
  }

  /**
   * Of one tenant, or of all.
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

  /** All who ask within a minute share one count; one that fails is not kept. */
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
