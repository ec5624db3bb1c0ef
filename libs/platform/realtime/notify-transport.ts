import { randomUUID } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Notifications } from '#platform/database';
import { decode, encode, type Message } from './message.js';
import { type Receiver, Transport } from './transport.js';

const CHANNEL = 'realtime';
/** Milliseconds between two probes. */
const PROBE_MS = 5000;

/**
 * Notifications of PostgreSQL, which stores none. A probe of its own, which comes back behind all that was sent before
 * it, tells a process until when it has received everything.
 */
export class NotifyTransport extends Transport implements OnApplicationShutdown {
  override readonly keptMs = 120_000;
  private readonly name = `probe ${randomUUID()}`;
  private known = 0;
  private readonly ends: (() => void)[] = [];

  constructor(private readonly notifications: Notifications) {
    super();
  }

  override publish(message: Message): void {
    void this.notifications.publish(CHANNEL, encode(message));
  }

  override follow(receiver: Receiver): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    const unsubscribe = this.notifications.subscribe(CHANNEL, (text) => {
      const now = Date.now();
      if (text === undefined) {
        this.known = now;
        receiver.lost(now);
        resolve(now);
        return;
      }
      if (text.startsWith(this.name)) this.known = Math.max(this.known, Number(text.slice(this.name.length)));
      const message = decode(text);
      if (message) receiver.received(message, now);
    });
    const timer = setInterval(() => this.probe(), PROBE_MS).unref();
    this.ends.push(unsubscribe, () => clearInterval(timer));
    return promise;
  }

  override knownUntil(): number {
    return this.known;
  }

  onApplicationShutdown(): void {
    for (const end of this.ends.splice(0)) end();
  }

  private probe(): void {
    void this.notifications.publish(CHANNEL, `${this.name} ${Date.now()}`);
  }
}
