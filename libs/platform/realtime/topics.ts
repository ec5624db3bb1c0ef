import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { idAt } from '#platform/ids';
import { type Entry, History } from './history.js';
import type { Message } from './message.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { type Topic, toldAbout } from './topic.js';
import { type Receiver, Transport } from './transport.js';

const MOST_BYTES = 8 * 1024 * 1024;
/** Milliseconds that the start waits for what is stored elsewhere. */
const PATIENCE_MS = 3000;

/** Hears of each message of the topics that it follows. */
export interface Follower {
  /** It is in the history already. */
  arrived(entry: Entry): void;
  /** Messages may have been lost. */
  lost(): void;
}

/** What a process told all others. */
export interface Told {
  readonly tenantId: string;
  readonly name: string;
  /** JSON. */
  readonly data: string;
  /** When it was sent or came, in milliseconds since 1970: a process that starts may hear what was told minutes ago. */
  readonly at: number;
}

/** The messages that this process receives, and who follows them. A process that serves no clients receives none. */
@Injectable()
export class Topics implements Receiver {
  readonly history: History;
  private readonly followers = new Map<Topic, Set<Follower>>();
  private readonly listeners = new Set<(told: Told) => void>();
  private following: Promise<void> | undefined;
  private beatKnows = Number.NEGATIVE_INFINITY;
  private beatBytes = Buffer.of();

  constructor(
    private readonly transport: Transport,
    private readonly metrics: RealtimeMetrics,
  ) {
    this.history = new History(transport.keptMs, MOST_BYTES);
  }

  /** Starts to receive. Resolves once what is stored elsewhere was received, or after three seconds. */
  async start(): Promise<void> {
    this.following ??= this.transport.follow(this).then((since) => this.history.complete(since));
    await Promise.race([this.following, pause(PATIENCE_MS, undefined, { ref: false })]);
  }

  received(message: Message, at: number): void {
    const tenantId = toldAbout(message.topic);
    if (tenantId !== undefined) {
      this.metrics.received.add();
      for (const listener of this.listeners) listener({ tenantId, name: message.name, data: message.data, at });
      return;
    }
    const entry = this.history.add(message, at);
    if (!entry) return;
    this.metrics.received.add();
    for (const follower of this.followers.get(entry.topic) ?? []) follower.arrived(entry);
  }

  lost(until: number): void {
    this.history.lost(until);
    for (const follower of new Set([...this.followers.values()].flatMap((same) => [...same]))) follower.lost();
  }

  /** An id from which a client can resume that received everything so far. */
  idNow(): string {
    return idAt(this.transport.knownUntil());
  }

  /**
   * The id of now without an event: a browser remembers it, so that a client that received nothing for long can resume too.
   * The same bytes for all streams, for a second at most.
   */
  beat(): Buffer {
    const known = this.transport.knownUntil();
    if (known - this.beatKnows >= 1000) {
      this.beatKnows = known;
      this.beatBytes = Buffer.from(`id: ${idAt(known)}\n\n`);
    }
    return this.beatBytes;
  }

  /** Hears what processes tell each other. @returns a function that ends it */
  hear(listener: (told: Told) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @returns a function that ends it */
  follow(topics: readonly Topic[], follower: Follower): () => void {
    for (const topic of topics) {
      const same = this.followers.get(topic) ?? new Set();
      this.followers.set(topic, same.add(follower));
    }
    return () => {
      for (const topic of topics) {
        const same = this.followers.get(topic);
        if (same?.delete(follower) && same.size === 0) this.followers.delete(topic);
      }
    };
  }
}
