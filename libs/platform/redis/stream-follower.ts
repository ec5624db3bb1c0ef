import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { openRedis } from './open-redis.js';
import { isCluster, isRedisAway, type RedisClient, slotOf } from './redis-client.js';
import { readEntries } from './stream-entries.js';
import {
  type CompletedRead,
  firstPlace,
  isInterrupted,
  next,
  type StreamEvent,
  type StreamPlace,
} from './stream-place.js';

const PAUSE_MS = 100;
/** Longer than a blocking read that finds nothing. */
const READ_MS = 2500;

/** What is read, and who receives it. */
export interface FollowedStream {
  /** The key of the stream. */
  readonly key: string;
  /** The name of the connection, such as `revocations-feed`. */
  readonly connection: string;
  /** How old the first entries are that it reads, in milliseconds; entries are kept in the stream at least as long. */
  readonly lookBackMs: number;
  /** Logs that the stream cannot be read. */
  readonly log: Logger;
  /**
   * Receives each entry, in order; after an interruption those of the last ten seconds again.
   *
   * @param writtenAt when Redis received it, in milliseconds since 1970
   * @param fresh whether it is read for the first time and soon after it was written
   */
  receive(text: string, writtenAt: number, fresh: boolean): void;
  /** All entries that were written before `until`, in milliseconds since 1970, were received. */
  caughtUp(until: number): void;
  /** After an interruption the last entry is no longer in the stream: later ones may be lost with it. */
  lost?(): void;
}

/**
 * Reads a stream on a connection of its own, until it is stopped. What follows from a read or an interruption is decided by
 * `next` of `stream-place.ts`, which also says what is guaranteed; this class only talks to Redis and to the receiver.
 */
export class StreamFollower {
  private readonly client: RedisClient;
  private readonly stopping = new AbortController();
  private place: StreamPlace;

  constructor(
    settings: Settings,
    private readonly followed: FollowedStream,
  ) {
    this.place = firstPlace(Date.now(), followed.lookBackMs);
    this.client = openRedis(settings, { name: followed.connection, commandTimeoutMs: READ_MS });
    this.client.on('close', () => this.interrupt());
  }

  /** Resolves when it was stopped. */
  async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const read = await this.read();
        this.apply({ kind: 'read', now: Date.now(), read });
      } catch (error) {
        if (signal.aborted) return;
        this.interrupt();
        if (!isRedisAway(error)) this.followed.log.error(`The stream ${this.followed.key} cannot be read.`, error);
        // A read that timed out still blocks its connection in Redis, and the next command would wait behind it.
        if (timedOut(error) && this.client.status === 'ready') this.client.disconnect(true);
        await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  stop(): void {
    this.stopping.abort();
    // It may be blocked in a read whose result is no longer needed.
    this.client.disconnect();
  }

  private async read(): Promise<CompletedRead> {
    const { client, place: begun } = this;
    const { key, lost } = this.followed;
    const isLost = lost !== undefined && isInterrupted(begun) && !(await this.holds(begun.highest));
    const begunAt = Date.now();
    const { entries, all } = await readEntries(client, key, begun.from, !begun.behind);
    const node = isCluster(client) ? client.slots[slotOf(key)]?.[0] : undefined;
    return { begun, begunAt, entries, all, lost: isLost, node };
  }

  private async holds(id: string): Promise<boolean> {
    return (await this.client.xrange(this.followed.key, id, id)).length > 0;
  }

  private interrupt(): void {
    this.apply({ kind: 'interrupted', now: Date.now() });
  }

  private apply(event: StreamEvent): void {
    const { place, effects } = next(this.place, event);
    for (const effect of effects) {
      if (effect.kind === 'receive') this.followed.receive(effect.text, effect.writtenAt, effect.fresh);
      else if (effect.kind === 'caughtUp') this.followed.caughtUp(effect.until);
      else this.followed.lost?.();
    }
    // Only now: where the receiver throws, the same entries are read again.
    this.place = place;
  }
}

const timedOut = (error: unknown) => error instanceof Error && error.message === 'Command timed out';
