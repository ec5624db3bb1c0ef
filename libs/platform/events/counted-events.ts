import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit, Optional } from '@nestjs/common';
import { Database } from '#platform/database';
import { type CountedDay, MemoryCounts } from '#platform/resilience';
import { TenantDirectory } from '#platform/tenancy';
import type { EventOf } from './domain-event.js';
import { Events } from './events.js';

/** Kinds of events in memory, at most, each of each tenant and day; what is counted beyond them is lost. */
const MOST = 200_000;

/** How often something happened in a tenant since the process that publishes this published it last. */
export type CountedEvent<Type extends string = string> = EventOf<Type, { /** 1 or more. */ count: number }>;

/** Counts in memory what happens too often for an event each time, and publishes the counts of each tenant every few seconds. */
@Injectable()
export class CountedEvents implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Events');
  private readonly counts = new MemoryCounts(
    MOST,
    (counted) => this.publish(counted),
    (error) => this.log.warn(`Counts cannot be published; they stay in memory until they can. ${error}`),
  );

  constructor(
    private readonly database: Database,
    private readonly events: Events,
    @Optional() private readonly directory?: TenantDirectory,
  ) {}

  onModuleInit(): void {
    this.counts.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.counts.end();
  }

  /** Counts an event. Call it after the commit of what happened: a kill -9 loses the count, but there is never one too many. */
  add<E extends CountedEvent>(type: E['type'], tenantId: string, count = 1): void {
    if (count > 0) this.counts.add(tenantId, type, count);
  }

  /** Publishes what was counted before the call. */
  flush(): Promise<void> {
    return this.counts.flush();
  }

  private async publish({ tenantId, counts }: CountedDay): Promise<void> {
    // What is told of a tenant that is being deleted would be left behind by its purge; operators have no counts.
    if (!this.directory?.byId(tenantId)) return;
    await this.database.transaction({ tenantId }, async (tx) => {
      for (const [type, { count }] of counts)
        await this.events.publish<CountedEvent>(tx, tenantId, { type, version: 1, data: { count } });
    });
  }
}
