import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Tally } from '#platform/telemetry';
import type { OutboxKind } from '../outbox-entry.js';
import type { OutboxForwarder, OutboxRow } from '../outbox-forwarder.js';
import { outcomeOfBatch } from './batch-outcome.js';
import type { RelayedShards } from './relayed-shards.js';

/** Milliseconds between two polls without a notification. */
const POLL_MS = 700;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 2000;

/** Forwards the rows of one kind, one batch at a time, until it is stopped. */
export class ForwardingLoop {
  private readonly log = new Logger('Outbox');
  private stopping = new AbortController();
  private turn: Promise<unknown> = Promise.resolve();
  private running: Promise<void> = Promise.resolve();
  private awake = new AbortController();
  private backoffMs = 0;
  private failing = false;

  constructor(
    private readonly forwarder: OutboxForwarder,
    private readonly shards: RelayedShards,
    private readonly forwarded: Tally,
  ) {}

  get kind(): OutboxKind {
    return this.forwarder.kind;
  }

  /** Starts the loop, also after a stop. */
  start(): void {
    const stopping = new AbortController();
    this.stopping = stopping;
    this.running = this.running.then(() => this.run(stopping.signal));
  }

  /** Polls now. */
  wake(): void {
    this.awake.abort();
  }

  /** Stops the loop; resolves once the outcome of the current batch is written. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.turn;
  }

  /**
   * Forwards one batch.
   *
   * @returns false when no row was pending
   * @throws what the forwarder or the database threw; the rows are offered again.
   */
  once(): Promise<boolean> {
    const next = this.turn.then(() => this.forward());
    this.turn = next.catch(() => {});
    return next;
  }

  private async run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      this.awake = new AbortController();
      if (await this.attempt()) continue;
      // After a failure a notification does not cut the pause short.
      const until = this.backoffMs ? stopping : AbortSignal.any([stopping, this.awake.signal]);
      await pause(this.backoffMs || POLL_MS, undefined, { signal: until, ref: false }).catch(() => {});
    }
  }

  private async attempt(): Promise<boolean> {
    try {
      const worked = await this.once();
      this.backoffMs = 0;
      // An empty batch proves nothing: another relay may hold the shards.
      if (worked) this.failing = false;
      return worked;
    } catch (error) {
      if (!this.failing) {
        this.log.warn(`Rows of kind ${this.forwarder.kind} cannot be forwarded; they wait in the outbox. ${error}`);
      }
      this.failing = true;
      this.backoffMs = Math.min(LONGEST_BACKOFF_MS, Math.max(FIRST_BACKOFF_MS, 2 * this.backoffMs));
      return false;
    }
  }

  private async forward(): Promise<boolean> {
    const rows = await this.shards.claim();
    if (rows.length === 0) return false;
    const outcome = outcomeOfBatch(rows, await this.shards.whileHeld(() => this.offer(rows)));
    await this.shards.complete(outcome);
    this.forwarded.add(outcome.done.length);
    return true;
  }

  private async offer(rows: readonly OutboxRow[]): Promise<readonly string[]> {
    try {
      return await this.forwarder.forward(rows);
    } catch (error) {
      // The target is unreachable, no row is at fault: no failed try is counted.
      await this.shards.complete({ done: [], waits: [] });
      throw error;
    }
  }
}
