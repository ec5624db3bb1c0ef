import type { RejectedEvent } from '../batches/read-events.js';

/** Bytes of rows that wait in a process, at most. */
const MOST_BYTES = 32 * 2 ** 20;
/** Bytes of rows of one tenant that wait, at most: a quarter. */
const MOST_BYTES_OF_TENANT = MOST_BYTES / 4;
/** Bytes that a rejected event costs beside its text. */
const REJECTED_BYTES = 200;

/** The events of one request. */
export interface Batch {
  /** The id of the request's answer, a UUIDv7. */
  readonly receipt: string;
  readonly tenantId: string;
  readonly keyId: string;
  /** Rows of binary COPY. */
  readonly rows: Buffer;
  /** How many rows there are. */
  readonly staged: number;
  /** How many events degradation left out. */
  readonly sampled: number;
  /** How many events were rejected. */
  readonly rejected: number;
  /** Those of them that are kept. */
  readonly quarantined: readonly RejectedEvent[];
}

/** A batch whose request waits for the commit. */
export interface WaitingBatch extends Batch {
  /** @param stored how many of its rows were new */
  resolve(stored: number): void;
  reject(error: unknown): void;
}

/** Why a batch may not wait. */
export type Full = 'process' | 'tenant';

/** Milliseconds for which a tenant counts as one that sends. */
const SENDS_MS = 1000;

interface OfTenant {
  readonly batches: WaitingBatch[];
  bytes: number;
}

/** The batches that wait to be stored, by tenant. */
export class WaitingBatches {
  private readonly ofTenants = new Map<string, OfTenant>();
  /** The tenants of which batches were taken that are not stored yet. */
  private readonly storing = new Set<string>();
  private bytes = 0;
  /** The tenant that sent last, and the one that did before it, with when they did. */
  private latest = { tenantId: '', at: Number.NEGATIVE_INFINITY };
  private former = this.latest;

  /** Whether more bytes than the process, or than this tenant, may have would wait with this batch. */
  refuses({ tenantId, rows }: Pick<Batch, 'tenantId' | 'rows'>): Full | undefined {
    if (this.bytes + rows.length > MOST_BYTES) return 'process';
    const waiting = this.ofTenants.get(tenantId)?.bytes ?? 0;
    return waiting + rows.length > MOST_BYTES_OF_TENANT ? 'tenant' : undefined;
  }

  add(batch: WaitingBatch): void {
    const { tenantId } = batch;
    if (tenantId !== this.latest.tenantId) this.former = this.latest;
    this.latest = { tenantId, at: performance.now() };
    const bytes = bytesOf(batch);
    const known = this.ofTenants.get(tenantId);
    if (known) {
      known.batches.push(batch);
      known.bytes += bytes;
    } else this.ofTenants.set(tenantId, { batches: [batch], bytes });
    this.bytes += bytes;
  }

  /**
   * Takes one batch of each tenant in turn, until there are so many events or nothing waits: a tenant that sends much does
   * not keep the others waiting. While batches of a tenant are being stored its others wait, so that one tenant alone never
   * has every connection, until `release` is called.
   */
  take(most: number): WaitingBatch[] {
    const taken: WaitingBatch[] = [];
    let ready = [...this.ofTenants].filter(([tenantId]) => !this.storing.has(tenantId));
    for (let events = 0; events < most && ready.length > 0; ) {
      for (const [tenantId, waiting] of ready) {
        const batch = this.takeFirst(tenantId, waiting);
        taken.push(batch);
        events += batch.staged;
        if (events >= most) break;
      }
      ready = ready.filter(([, { batches }]) => batches.length > 0);
    }
    for (const { tenantId } of taken) this.storing.add(tenantId);
    return taken;
  }

  /** Takes note that the batches of a tenant that were taken are stored, or failed. */
  release(tenantId: string): void {
    this.storing.delete(tenantId);
  }

  /** Whether another tenant sends, too. */
  hasRivals(tenantId: string): boolean {
    const { at } = this.latest.tenantId === tenantId ? this.former : this.latest;
    return performance.now() - at < SENDS_MS;
  }

  private takeFirst(tenantId: string, waiting: OfTenant): WaitingBatch {
    const batch = waiting.batches.shift() as WaitingBatch;
    const bytes = bytesOf(batch);
    this.bytes -= bytes;
    waiting.bytes -= bytes;
    // A tenant that was served is the last of the next round.
    this.ofTenants.delete(tenantId);
    if (waiting.batches.length > 0) this.ofTenants.set(tenantId, waiting);
    return batch;
  }
}

function bytesOf({ rows, quarantined }: Batch): number {
  return quarantined.reduce((bytes, { text }) => bytes + text.length + REJECTED_BYTES, rows.length);
}
