import { Injectable } from '@nestjs/common';
import { DatabaseStatistics } from '#platform/database';
import { OldestWork } from '#platform/jobs';
import { breakers } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { EventLoopDelay } from './event-loop-delay.js';

/** Without these, answers take longer or are fewer. A mail that is late delays no answer. */
const answering: ReadonlySet<string> = new Set(['redis', 'storage']);

/** For how many milliseconds, at most, a wait that has ended is still told. */
const WAITS_TOLD_MS = 2000;

/** What the sensors read. Tests put readings of their own in its place. */
@Injectable()
export class Readings {
  private readonly eventLoop = new EventLoopDelay();

  constructor(
    private readonly statistics: DatabaseStatistics,
    private readonly work: OldestWork,
  ) {}

  begin(): void {
    this.eventLoop.begin();
  }

  end(): void {
    this.eventLoop.end();
  }

  /** Milliseconds. */
  eventLoopDelay(): number {
    return this.eventLoop.meanMs;
  }

  /**
   * The tenant whose work took most of what a sensor reads, while other tenants are served; undefined where that is of none.
   *
   * @param name of a sensor of this process
   */
  heaviest(name: string): string | undefined {
    const { tenants } = this.statistics;
    const tenantId = name === 'event_loop' ? this.eventLoop.heaviest : tenants.heaviest;
    return tenantId !== undefined && tenantId !== PLATFORM_TENANT_ID && tenants.hasRivals(tenantId)
      ? tenantId
      : undefined;
  }

  /** Milliseconds, without those in which a blocked event loop could not hand out a free connection. */
  connectionWait(): number {
    const waited = this.statistics.waits.longestMs;
    return Math.max(0, waited - this.eventLoop.blockedMs(waited + WAITS_TOLD_MS));
  }

  /** Seconds. @throws what `OldestWork.seconds` throws */
  oldestWork(): Promise<number> {
    return this.work.seconds();
  }

  openBreakers(): number {
    return breakers().filter(({ name, open }) => open && answering.has(name)).length;
  }

  /** 1 where the disk of PostgreSQL is full, else 0. */
  fullDisk(): number {
    return this.statistics.storageFull ? 1 : 0;
  }
}
