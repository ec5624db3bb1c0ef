import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AnsweredReads } from '#platform/cache';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { RepeatedFlush } from '#platform/resilience';
import type { AppsViewed } from '../events/index.js';
import { idsOfApps } from './activity.sql.js';

/** Milliseconds between two flushes: how much a kill -9 loses. */
const EVERY_MS = 5000;
/** Apps in memory, at most, each on each day; what is viewed beyond them is not counted. */
const MOST_APPS = 20_000;
const DAY_MS = 86_400_000;

/** By slug; objects, which are counted up without another look-up. */
type Apps = Map<string, { views: number }>;
type Tenants = Map<string, Apps>;

/** The views of one store's apps on one day. */
interface Viewed {
  /** In days since 1970. */
  readonly day: number;
  readonly tenantId: string;
  readonly apps: Apps;
}

/** Counts the views of apps' public pages in memory, and tells them in one event a store every few seconds. */
@Injectable()
export class AppViews implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Views');
  /** By day, tenant and slug: maps within maps, since a joined key would cost each cached answer more. */
  private days = new Map<number, Tenants>();
  private size = 0;
  private readonly flushing = new RepeatedFlush(
    EVERY_MS,
    () => this.write(),
    (error) =>
      this.log.warn(`Views cannot be written; those of ${MOST_APPS} apps stay in memory until they can. ${error}`),
  );

  constructor(
    private readonly reads: AnsweredReads,
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.reads.on('/v1/stores/:tenant/apps/:slug', (tenantId, { slug }) => {
      this.add(Math.floor(Date.now() / DAY_MS), tenantId, slug as string, 1);
    });
    this.flushing.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.flushing.end();
  }

  /** Tells what was viewed before the call. What could not be told stays in memory, behind what was not tried. */
  flush(): Promise<void> {
    return this.flushing.now();
  }

  private async write(): Promise<void> {
    const waiting = [...this.days].flatMap(([day, tenants]) =>
      [...tenants].map(([tenantId, apps]): Viewed => ({ day, tenantId, apps })),
    );
    this.days = new Map();
    this.size = 0;
    for (let viewed = waiting.shift(); viewed; viewed = waiting.shift()) {
      try {
        await this.tell(viewed);
      } catch (error) {
        for (const { day, tenantId, apps } of [...waiting, viewed])
          for (const [slug, { views }] of apps) this.add(day, tenantId, slug, views);
        throw error;
      }
    }
  }

  private add(day: number, tenantId: string, slug: string, views: number): void {
    const counted = this.days.get(day)?.get(tenantId)?.get(slug);
    if (counted) counted.views += views;
    else if (this.size < MOST_APPS) {
      this.size += 1;
      const tenants: Tenants = this.days.get(day) ?? new Map();
      const apps: Apps = tenants.get(tenantId) ?? new Map();
      this.days.set(day, tenants.set(tenantId, apps.set(slug, { views })));
    }
  }

  private tell({ day, tenantId, apps }: Viewed): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const known = await tx.run(idsOfApps, [...apps.keys()]);
      // Of an app that was deleted meanwhile nobody wants to know.
      if (known.length === 0) return;
      const data = {
        day: new Date(day * DAY_MS).toISOString().slice(0, 10),
        apps: known.map(({ id, slug }) => ({ id, views: apps.get(slug)?.views ?? 0 })),
      };
      await this.events.publish<AppsViewed>(tx, tenantId, { type: 'catalog.apps.viewed', version: 1, data });
    });
  }
}
