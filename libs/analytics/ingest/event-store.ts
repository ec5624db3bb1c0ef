import { Injectable } from '@nestjs/common';
import { StagedCopies, stagedCopies } from '#platform/database';
import { Problem } from '#platform/problems';
import { requestInForce } from '#platform/telemetry';
import { TenantDirectory, tenancyProblems, timeZoneOf } from '#platform/tenancy';
import { analyticsProblems } from '../analytics.errors.js';
import { copyHeader, copyTrailer } from '../batches/encode-rows.js';
import { type BatchRow, type QuarantineRow, stagedEvents } from './ingest.sql.js';
import { type Batch, type WaitingBatch, WaitingBatches } from './waiting-batches.js';

/** Events of one commit, at most, but for the last batch: more make it no cheaper. */
const MOST_EVENTS = 5000;
/** Events of one tenant in a commit from which on it rests where others send, and for how many times what that took. */
const MANY_EVENTS = 1000;
const REST = 2;
/** Milliseconds that it rests, at most: a database that was slow for a while is no reason to wait as long again. */
const MOST_REST_MS = 500;
/** The SQLSTATE of events of a tenant that is purged. */
const PURGED = 'PL404';
/** The Retry-After of a refusal, in seconds. */
const RETRY_AFTER = 1;

/**
 * Stores batches of events. Those that come while others are being stored share one COPY and one commit, so the more events
 * come, the less each costs.
 */
@Injectable()
export class EventStore {
  private readonly waiting = new WaitingBatches();
  private storing = 0;

  constructor(
    private readonly copies: StagedCopies,
    private readonly directory: TenantDirectory,
  ) {}

  /** @throws Problem `too_many_waiting_events` (429), `events_delayed` (503) where there is no room for these rows now */
  admit(batch: Pick<Batch, 'tenantId' | 'rows'>): void {
    const full = this.waiting.refuses(batch);
    if (!full) return;
    const make = full === 'tenant' ? analyticsProblems.too_many_waiting_events : analyticsProblems.events_delayed;
    throw make({ seconds: RETRY_AFTER }, { headers: { 'retry-after': String(RETRY_AFTER) } });
  }

  /**
   * Stores a batch.
   *
   * @returns how many of its events were new, once that is committed
   * @throws Problem `tenant_not_found` (404), what `Database` throws
   */
  store(batch: Batch): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    // The more wait, the more share a commit: what waits is bounded here.
    requestInForce()?.place?.leave();
    this.waiting.add({ ...batch, resolve, reject });
    this.start();
    return promise;
  }

  private start(): void {
    if (this.storing < stagedCopies) void this.storeWaiting();
  }

  private async storeWaiting(): Promise<void> {
    this.storing += 1;
    // What comes in this turn of the event loop is stored together.
    await new Promise(setImmediate);
    for (;;) {
      const taken = this.waiting.take(MOST_EVENTS);
      if (taken.length === 0) break;
      const began = performance.now();
      await this.storeTogether(this.served(taken));
      this.release(taken, performance.now() - began);
    }
    this.storing -= 1;
  }

  /**
   * A tenant of which much was stored rests where others send, too: it has a third of the time, and most batches of the others
   * are stored meanwhile.
   */
  private release(taken: readonly WaitingBatch[], tookMs: number): void {
    for (const [tenantId, batches] of Map.groupBy(taken, (batch) => batch.tenantId)) {
      const events = batches.reduce((sum, { staged }) => sum + staged, 0);
      const release = () => {
        this.waiting.release(tenantId);
        this.start();
      };
      if (events >= MANY_EVENTS && this.waiting.hasRivals(tenantId))
        setTimeout(release, Math.min(REST * tookMs, MOST_REST_MS));
      else this.waiting.release(tenantId);
    }
  }

  /** Without the batches of tenants that were deleted while they waited. */
  private served(batches: readonly WaitingBatch[]): readonly WaitingBatch[] {
    return batches.filter((batch) => {
      const served = this.directory.byId(batch.tenantId) !== undefined;
      if (!served) batch.reject(notServed(batch));
      return served;
    });
  }

  private async storeTogether(batches: readonly WaitingBatch[]): Promise<void> {
    if (batches.length === 0) return;
    try {
      const stored = await this.commit(batches);
      for (const { receipt, resolve } of batches) resolve(stored.get(receipt) ?? 0);
    } catch (error) {
      const [batch] = batches;
      if (error instanceof Problem) for (const { reject } of batches) reject(error);
      else if (batches.length === 1) batch?.reject(isPurged(error) ? notServed(batch) : error);
      // One of them may be at fault: each is stored by itself.
      else for (const each of batches) await this.storeTogether([each]);
    }
  }

  private async commit(batches: readonly WaitingBatch[]): Promise<ReadonlyMap<string, number>> {
    const rows = [copyHeader, ...batches.map((batch) => batch.rows), copyTrailer];
    const counted = JSON.stringify(batches.map((batch) => this.toCount(batch)));
    const rejected = JSON.stringify(batches.flatMap(toQuarantine));
    const stored = await this.copies.unscopedCopy('analytics.staging', stagedEvents, rows, counted, rejected);
    return new Map(stored.map(({ receipt, stored }) => [receipt, stored]));
  }

  private toCount({ receipt, tenantId, keyId, staged, sampled, rejected }: Batch): BatchRow {
    const zone = timeZoneOf(this.directory, tenantId);
    return { receipt, tenant: tenantId, key: keyId, zone, staged, sampled, rejected };
  }
}

const notServed = ({ tenantId }: Batch) => tenancyProblems.tenant_not_found({ slug: tenantId });
const isPurged = (error: unknown) => (error as { code?: unknown }).code === PURGED;

function toQuarantine({ receipt, tenantId, keyId, quarantined }: Batch): QuarantineRow[] {
  return quarantined.map((event) => ({ receipt, tenant: tenantId, key: keyId, ...event }));
}
