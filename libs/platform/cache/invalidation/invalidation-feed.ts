import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Notifications } from '#platform/database';
import { CHANNEL, type InvalidationMessage } from './invalidation.js';

/** Milliseconds between two pings. */
const PING_MS = 400;
/** How long after its sending a ping that came back vouches for the feed, in milliseconds. */
const VOUCHED_MS = 1000;
/** How long after the last use the pings go on, in milliseconds: longer than most answers of members are fresh. */
const ACTIVE_MS = 300_000;
/** Processes that are remembered, at most: each deployment starts new ones. */
const MOST_PROCESSES = 1000;

/** What a process sends: an invalidation, or a ping, which tells the others how many messages they should have. */
type Sent = { readonly from: string; readonly seq: number } & ({ readonly ping: number } | InvalidationMessage);

/** A message of a process, by its place among all that this process has sent. */
export interface FeedPosition {
  /** The id of a process. */
  readonly from: string;
  readonly seq: number;
}

/** Called with each invalidation, and with undefined where some may have been missed. */
type Receive = (message: InvalidationMessage | undefined) => void;

/**
 * The invalidations of all processes. Messages of each process are numbered, so that a lost one is noticed. While answers of
 * members are in use, the process sends itself pings: PostgreSQL delivers notifications in the order of their commits, so
 * when a ping comes back, every invalidation that was sent before it has arrived.
 */
@Injectable()
export class InvalidationFeed implements OnModuleDestroy {
  private readonly me = randomBytes(6).toString('base64url');
  private sent = 0;
  private readonly heard = new Map<string, number>();
  private usedAt = Number.NEGATIVE_INFINITY;
  /** When the last ping that came back was sent. */
  private pingedAt = Number.NEGATIVE_INFINITY;
  private pinging = false;
  private timer: NodeJS.Timeout | undefined;
  private stop = () => {};

  constructor(private readonly notifications: Notifications) {}

  onModuleDestroy(): void {
    this.stop();
    clearInterval(this.timer);
  }

  follow(receive: Receive): void {
    this.stop = this.notifications.subscribe(CHANNEL, (payload) => {
      // The subscription has started, or started again: notifications in between are lost.
      if (payload === undefined) return this.lost(receive);
      const message = JSON.parse(payload) as Sent;
      if (!this.isNext(message)) this.lost(receive);
      if (!('ping' in message)) receive(message);
      else if (message.from === this.me) this.pingedAt = message.ping;
    });
  }

  /** Tells every process. Never rejects. */
  async publish(message: InvalidationMessage): Promise<void> {
    await this.send(message);
  }

  /** The last message that this process has sent. */
  get position(): FeedPosition {
    return { from: this.me, seq: this.sent };
  }

  /** Whether this process has carried out every invalidation up to a position. */
  hasReached({ from, seq }: FeedPosition): boolean {
    return from === this.me || (this.heard.get(from) ?? -1) >= seq;
  }

  /**
   * Whether this process has all invalidations but those of the last second. Starts the pings, which go on for five minutes
   * after the last call.
   *
   * @param now milliseconds on the monotonic clock
   */
  isComplete(now = performance.now()): boolean {
    this.usedAt = now;
    if (!this.timer) {
      this.timer = setInterval(() => this.ping(), PING_MS).unref();
      this.ping();
    }
    return now - this.pingedAt < VOUCHED_MS;
  }

  private ping(): void {
    const now = performance.now();
    if (now - this.usedAt > ACTIVE_MS) {
      clearInterval(this.timer);
      this.timer = undefined;
    } else if (!this.pinging) {
      // One at a time: a database that does not answer must not make them pile up.
      this.pinging = true;
      void this.send({ ping: now }).then(() => {
        this.pinging = false;
      });
    }
  }

  private send(message: { ping: number } | InvalidationMessage): Promise<void> {
    if (!('ping' in message)) this.sent += 1;
    return this.notifications.publish(CHANNEL, JSON.stringify({ ...message, from: this.me, seq: this.sent }));
  }

  /** Whether no message of its process is missing before this one; a ping has the number of the message before it. */
  private isNext({ from, seq, ...message }: Sent): boolean {
    const known = this.heard.get(from) ?? 0;
    this.heard.delete(from);
    if (this.heard.size >= MOST_PROCESSES) this.heard.delete(this.heard.keys().next().value as string);
    this.heard.set(from, Math.max(known, seq));
    return seq <= ('ping' in message ? known : known + 1);
  }

  private lost(receive: Receive): void {
    this.pingedAt = Number.NEGATIVE_INFINITY;
    receive(undefined);
  }
}
