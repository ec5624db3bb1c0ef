import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { RepeatedFlush } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { AppsDownloaded } from '../events/index.js';
import { CountedAddresses } from './counted-addresses.js';
import { countDownloads, noteUse } from './download-counts.sql.js';
import type { DownloadLink } from './download-link.js';

/** Milliseconds between two flushes: how much a kill -9 loses. */
const EVERY_MS = 1000;
/** Rows of one statement, at most. */
const BATCH = 5000;
/** Links in memory, at most: those to be counted, and those that this process counted last. */
const MOST_LINKS = 200_000;
/** How often the use of one bundle is noted at most, in milliseconds. */
const NOTED_MS = 60_000;

/** The use of a link that is still to be counted. */
interface Use extends Pick<DownloadLink, 'tenantId' | 'versionId' | 'id'> {
  /** Of UTC, as in `2026-11-21`. */
  readonly day: string;
}

/** Counts downloads in memory, each link once and some of an address, and adds them to the database every second, with an event a store. */
@Injectable()
export class DownloadCounts implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Downloads');
  private waiting: Use[] = [];
  /** The links that this process need not count any more, the oldest first. */
  private readonly counted = new Set<string>();
  private readonly addresses = new CountedAddresses();
  /** The tenants of used bundles, by version. */
  private used = new Map<string, string>();
  /** When the use of a bundle was noted last, by version. */
  private readonly noted = new Map<string, number>();
  private readonly flushing = new RepeatedFlush(
    EVERY_MS,
    () => this.write(),
    (error) =>
      this.log.warn(`Downloads cannot be counted; ${MOST_LINKS} stay in memory until the database is back. ${error}`),
  );

  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.flushing.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.flushing.end();
  }

  /** Counts a download by a link, unless this process counted one, or as many of that address as count on one day. */
  add({ id, tenantId, versionId }: DownloadLink, address: string): void {
    if (this.counted.has(id)) return;
    if (this.waiting.length >= MOST_LINKS) return;
    this.counted.add(id);
    for (const oldest of this.counted) {
      if (this.counted.size <= MOST_LINKS) break;
      this.counted.delete(oldest);
    }
    const day = new Date().toISOString().slice(0, 10);
    if (this.addresses.take(address, versionId, day)) this.waiting.push({ id, tenantId, versionId, day });
  }

  /** Notes that a bundle is used, so that it is not evicted. */
  use(tenantId: string, versionId: string): void {
    if (performance.now() - (this.noted.get(versionId) ?? Number.NEGATIVE_INFINITY) < NOTED_MS) return;
    if (this.noted.size >= MOST_LINKS) this.noted.clear();
    this.noted.set(versionId, performance.now());
    this.used.set(versionId, tenantId);
  }

  /** Adds to the database what was added before the call. What could not be added stays in memory. */
  flush(): Promise<void> {
    return this.flushing.now();
  }

  private async write(): Promise<void> {
    const used = [...this.used];
    let counting: Use[] = [];
    this.used = new Map();
    try {
      if (used.length > 0) await this.note(used);
      while (this.waiting.length > 0) {
        counting = this.waiting.splice(0, BATCH);
        await this.count(counting);
        counting = [];
      }
    } catch (error) {
      for (const [version, tenant] of used) this.used.set(version, tenant);
      this.waiting = [...counting, ...this.waiting];
      throw error;
    }
  }

  private async note(used: readonly (readonly [version: string, tenant: string])[]): Promise<void> {
    const tenants = used.map(([, tenant]) => tenant);
    const versions = used.map(([version]) => version);
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => tx.run(noteUse, tenants, versions));
  }

  private async count(uses: readonly Use[]): Promise<void> {
    for (const [tenantId, own] of Map.groupBy(uses, (use) => use.tenantId)) {
      await this.database.transaction({ tenantId }, async (tx) => {
        const [links, versions] = [own.map(({ id }) => id), own.map(({ versionId }) => versionId)];
        const days = own.map(({ day }) => day);
        const counted = await tx.run(countDownloads, tenantId, links, versions, days);
        for (const [day, apps] of Map.groupBy(counted, (each) => each.day)) {
          const data = { day, apps: apps.map(({ id, downloads }) => ({ id, downloads })) };
          await this.events.publish<AppsDownloaded>(tx, tenantId, {
            type: 'catalog.apps.downloaded',
            version: 1,
            data,
          });
        }
      });
    }
  }
}
