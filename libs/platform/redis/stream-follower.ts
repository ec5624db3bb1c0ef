import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { openRedis } from './open-redis.js';
import { isCluster, isRedisAway, type RedisClient, slotOf } from './redis-client.js';
import { readEntries, type StreamEntry } from './stream-entries.js';
import { msOf, StreamPlace } from './stream-place.js';

const PAUSE_MS = 100;
/** Longer than a blocking read that finds nothing. */
const LOOK_MS = 2500;

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

/** Reads a stream on a connection of its own, until it is stopped. */
export class StreamFollower {
  private readonly client: RedisClient;
  private readonly place: StreamPlace;
  private readonly stopping = new AbortController();
  /** Whether older entries may not have been read yet. */
  private behind = true;
  private interrupted = false;
  private node = '';

  constructor(
    settings: Settings,
    private readonly followed: FollowedStream,
  ) {
    this.place = new StreamPlace(Date.now(), followed.lookBackMs);
    this.client = openRedis(settings, { name: followed.connection, commandTimeoutMs: LOOK_MS });
    this.client.on('close', () => this.goBack());
  }

  /** Resolves when it was stopped. */
  async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        if (signal.aborted) return;
        this.goBack();
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

  private async look(): Promise<void> {
    const { behind, followed, interrupted } = this;
    const lost = interrupted && followed.lost !== undefined && !(await this.lastIsThere());
    const begun = Date.now();
    const { entries, all } = await readEntries(this.client, followed.key, this.place.from, !behind);
    if (lost) followed.lost?.();
    if (interrupted) this.interrupted = false;
    for (const entry of entries) this.take(entry, behind);
    if (this.moved()) return this.goBack();
    if (!all) return;
    this.behind = false;
    followed.caughtUp(begun);
  }

  private take({ id, text }: StreamEntry, behind: boolean): void {
    const first = this.place.advance(id);
    this.followed.receive(text, msOf(id), first && !behind);
  }

  private async lastIsThere(): Promise<boolean> {
    const { last } = this.place;
    return (await this.client.xrange(this.followed.key, last, last)).length > 0;
  }

  /** Whether another node holds the stream now: in a Cluster ioredis follows the slot without an event. */
  private moved(): boolean {
    if (!isCluster(this.client)) return false;
    const before = this.node;
    this.node = this.client.slots[slotOf(this.followed.key)]?.[0] ?? before;
    return before !== '' && before !== this.node;
  }

  private goBack(): void {
    this.place.rewind(Date.now());
    this.behind = true;
    this.interrupted = true;
  }
}

const timedOut = (error: unknown) => error instanceof Error && error.message === 'Command timed out';
