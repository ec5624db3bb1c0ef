import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { RepeatedFlush } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { DegradationChangeDto } from '../degradation.dto.js';
import { lastChanges, lockChanges, writeChange, writeSensedChange } from './changes.sql.js';
import { type DegradationDay, levelsByDay } from './levels-by-day.js';

/** Changes of this process that wait for the database, at most; the oldest are dropped first. */
const MOST_WAITING = 100;
/** Milliseconds between two tries to write them. */
const RETRY_MS = 2000;
/** How many changes are shown. */
const SHOWN = 100;
/** How many are looked at for the levels of days: more than 90 days have, unless levels change every ten minutes all the time. */
const OF_DAYS = 10_000;

/** A change, and within how many seconds the same one is that of another process. */
type Waiting = readonly [change: DegradationChangeDto, within: number];

/** The changes of degradation levels: kept for 90 days, each with a line in the audit and one in the log. */
@Injectable()
export class DegradationChanges implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Degradation');
  private waiting: Waiting[] = [];
  private readonly writing = new RepeatedFlush(
    RETRY_MS,
    () => this.write(),
    (error) => this.log.warn(`Changes of the degradation level cannot be recorded yet: ${error}`),
  );

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.writing.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.writing.end();
  }

  /** Records what an operator set, or that it ended, in the transaction that changes it. */
  async record(tx: Transaction, how: 'set' | 'ended', change: DegradationChangeDto, hold: boolean): Promise<void> {
    const details = { level: change.after, before: change.before, hold };
    const line = { action: `degradation.level.${how}`, targetKind: 'degradation', targetId: 'deployment', details };
    await Promise.all([tx.run(writeChange, ...valuesOf(change)), this.audit.record(tx, line)]);
    tx.afterCommit(() => this.tell(change));
  }

  /**
   * Records what the sensors of this process changed: now, or once the database is there.
   *
   * @param within seconds before and after it in which the same change is the one that another process has seen
   */
  sensed(change: DegradationChangeDto, within: number): void {
    this.tell(change);
    this.waiting = [...this.waiting, [change, within] as const].slice(-MOST_WAITING);
    // What fails is tried again.
    void this.writing.now().catch(() => undefined);
  }

  /** The last hundred of the deployment, the latest first. */
  last(): Promise<DegradationChangeDto[]> {
    return this.database.unscopedRead('degradation.level', lastChanges, SHOWN);
  }

  /** The last 90 days, the earliest first. */
  async days(): Promise<DegradationDay[]> {
    const changes = await this.database.unscopedRead('degradation.level', lastChanges, OF_DAYS);
    return levelsByDay(changes, new Date());
  }

  private async write(): Promise<void> {
    for (;;) {
      const [next] = this.waiting;
      if (!next) return;
      const [change, within] = next;
      await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
        await tx.run(lockChanges);
        const [written] = await tx.run(writeSensedChange, ...valuesOf(change), within);
        if (!written) return;
        const { process, before, after: level, cause } = change;
        const details = { level, before, cause, process };
        const line = { action: 'degradation.level.sensed', targetKind: 'degradation', targetId: 'deployment', details };
        await this.audit.record(tx, line);
      });
      this.waiting = this.waiting.filter((each) => each !== next);
    }
  }

  private tell({ process, before, after, cause, reason }: DegradationChangeDto): void {
    const whose = process === null ? 'of the deployment' : 'of this process';
    const text = `The degradation level ${whose} changed from ${before} to ${after}: ${cause}, ${reason || 'no reason given'}`;
    if (after > before) this.log.warn(text);
    else this.log.log(text);
  }
}

function valuesOf({ at, process, before, after, cause, reason }: DegradationChangeDto) {
  return [at, process, before, after, cause, reason] as const;
}
