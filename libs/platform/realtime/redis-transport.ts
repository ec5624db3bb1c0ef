import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { closeRedis, entryOf, isRedisAway, openRedis, type RedisClient, StreamFollower } from '#platform/redis';
import { decode, encode, type Message } from './message.js';
import { type Receiver, Transport } from './transport.js';

/** The single stream, in one slot of a Cluster. */
export const STREAM = 'palier:{realtime}';
/** An entry that says that messages were not sent. */
const GAP = 'gap';
/** An entry of a process that starts; it says nothing. */
const HELLO = 'hello';
/** Shorter than what a client that resumes goes back: a message that is stored later would be missed. */
const WRITE_MS = 1000;
const AGAIN_MS = 1000;

/** A Redis stream of five minutes, so that a process that starts has what clients resume from. */
export class RedisTransport extends Transport implements OnApplicationShutdown {
  override readonly keptMs = 300_000;
  private readonly log = new Logger('Realtime');
  private readonly writer: RedisClient;
  private follower: StreamFollower | undefined;
  private known = 0;
  /** Whether messages were not sent since the last one that was. */
  private gap = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly settings: Settings) {
    super();
    this.writer = openRedis(settings, { name: 'realtime', commandTimeoutMs: WRITE_MS, lazy: true });
  }

  override publish(message: Message): void {
    this.write(encode(message)).catch((error: unknown) => {
      if (!isRedisAway(error)) this.log.error('A message could not be sent.', error);
      else if (!this.gap) this.log.warn('Messages cannot be sent; clients are told once they can.');
      this.gap = true;
      this.closeGapLater();
    });
  }

  override async follow(receiver: Receiver): Promise<number> {
    const begun = Date.now();
    // So that the first entry is as old as the stream, however few messages there are.
    await this.write(HELLO).catch(() => undefined);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.follower = new StreamFollower(this.settings, {
      key: STREAM,
      connection: 'realtime-feed',
      lookBackMs: this.keptMs,
      log: this.log,
      receive: (text, writtenAt) => {
        const message = decode(text);
        if (message) receiver.received(message, writtenAt);
        else if (text === GAP) receiver.lost(writtenAt);
      },
      caughtUp: (until) => {
        this.known = until;
        resolve();
      },
      lost: () => receiver.lost(Date.now()),
    });
    void this.follower.run();
    await promise;
    // A Redis that lost its stream has none of the last minutes' either.
    const [first] = await this.writer.xrange(STREAM, '-', '+', 'COUNT', 1).catch(() => []);
    const stored = first ? Number.parseInt(first[0], 10) : Date.now();
    return Math.max(stored, begun - this.keptMs);
  }

  override knownUntil(): number {
    return this.known;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.follower?.stop();
    await closeRedis(this.writer);
  }

  private async write(text: string): Promise<void> {
    await this.writer.xadd(...entryOf(STREAM, this.keptMs, 'message', text, Date.now()));
  }

  private closeGapLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.write(GAP).then(
        () => {
          this.gap = false;
        },
        () => this.closeGapLater(),
      );
    }, AGAIN_MS).unref();
  }
}
