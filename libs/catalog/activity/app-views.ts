import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AnsweredReads } from '#platform/cache';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { type CountedDay, MemoryCounts } from '#platform/resilience';
import type { AppsViewed } from '../events/index.js';
import { idsOfApps } from './activity.sql.js';

/** Apps in memory, at most, each on each day; what is viewed beyond them is not counted. */
const MOST_APPS = 20_000;

/** Counts the views of apps' public pages in memory, and tells them in one event a store every few seconds. */
@Injectable()
export class AppViews implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Views');
  private readonly counts = new MemoryCounts(
    MOST_APPS,
    (viewed) => this.tell(viewed),
    (error) =>
      this.log.warn(`Views cannot be written; those of ${MOST_APPS} apps stay in memory until they can. ${error}`),
  );

  constructor(
    private readonly reads: AnsweredReads,
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.reads.on('/v1/stores/:tenant/apps/:slug', (tenantId, { slug }) => this.counts.add(tenantId, slug as string));
    this.counts.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.counts.end();
  }

  /** Tells what was viewed before the call. What could not be told stays in memory, behind what was not tried. */
  flush(): Promise<void> {
    return this.counts.flush();
  }

  private tell({ tenantId, day, counts }: CountedDay): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const known = await tx.run(idsOfApps, [...counts.keys()]);
      // Of an app that was deleted meanwhile nobody wants to know.
      if (known.length === 0) return;
      const apps = known.map(({ id, slug }) => ({ id, views: counts.get(slug)?.count ?? 0 }));
      await this.events.publish<AppsViewed>(tx, tenantId, {
        type: 'catalog.apps.viewed',
        version: 1,
        data: { day, apps },
      });
    });
  }
}
