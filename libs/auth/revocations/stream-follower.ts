import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { isCluster, isRedisAway, type RedisClient, slotOf } from '#platform/redis';
import type { Revocation } from './revocation.js';
import type { RevocationLag } from './revocation-lag.js';
import { readEntries, STREAM } from './revocation-stream.js';
import { msOf, StreamPlace } from './stream-place.js';

const PAUSE_MS = 100;

/** Reads the stream on a connection of its own, from ten minutes ago on, until it is stopped. */
export class StreamFollower {
  private readonly log = new Logger('Revocations');
  private readonly place = new StreamPlace(Date.now());
  private readonly stopping = new AbortController();
  /** Whether older entries may not have been read yet. */
  private behind = true;
  private node = '';

  /** @param client with a command timeout of more than a second: a read that finds nothing blocks that long */
  constructor(
    private readonly client: RedisClient,
    private readonly lag: RevocationLag,
    private readonly receive: (revocations: readonly Revocation[]) => void,
  ) {
    client.on('close', () => this.goBack());
  }

  /** Resolves when it was stopped. @param caughtUp called each time that all entries were received */
  async run(caughtUp: () => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (await this.look()) caughtUp();
      } catch (error) {
        if (signal.aborted) return;
        this.goBack();
        if (!isRedisAway(error)) this.log.error('The revocations cannot be read.', error);
        // A read that timed out still blocks its connection in Redis, and the next command would wait behind it.
        if (timedOut(error) && this.client.status === 'ready') this.client.disconnect(true);
        await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  stop(): void {
    this.stopping.abort();
  }

  /** @returns whether all entries were received */
  private async look(): Promise<boolean> {
    const { behind } = this;
    const { entries, all } = await readEntries(this.client, this.place.from, !behind);
    const now = Date.now();
    for (const { id, revocations } of entries) {
      if (this.place.advance(id) && !behind) this.lag.received('redis', now - msOf(id));
      this.receive(revocations);
    }
    if (this.moved()) {
      this.goBack();
      return false;
    }
    if (!all) return false;
    this.behind = false;
    this.receive([]);
    return true;
  }

  /** Whether another node holds the stream now: in a Cluster ioredis follows the slot without an event. */
  private moved(): boolean {
    if (!isCluster(this.client)) return false;
    const before = this.node;
    this.node = this.client.slots[slotOf(STREAM)]?.[0] ?? before;
    return before !== '' && before !== this.node;
  }

  private goBack(): void {
    this.place.rewind(Date.now());
    this.behind = true;
  }
}

const timedOut = (error: unknown) => error instanceof Error && error.message === 'Command timed out';
