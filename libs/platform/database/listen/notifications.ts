import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { ListeningConnection } from './listening-connection.js';

/** `$1` are channels and `$2` their payloads, in pairs. */
const notifyAll =
  'SELECT pg_notify(said.channel, said.payload) FROM unnest($1::text[], $2::text[]) AS said (channel, payload)';
/** Milliseconds in which what is said leaves together when nothing left lately. */
const TOGETHER_MS = 2;
/** Milliseconds between two statements: under load they would else cost as much as what they tell of. */
const APART_MS = 25;

type Listener = (payload: string | undefined) => void;

/**
 * Wakes the other processes on the same database. A notification may be lost, so whoever hears
 * must also look by itself now and then. One connection a process listens, from the first hearer on.
 */
export class Notifications {
  private readonly log = new Logger('Notifications');
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly connection: ListeningConnection;
  private unsaid = new Map<string, readonly [channel: string, payload: string]>();
  private lastAt = 0;
  private saying: Promise<void> | undefined;
  private said: Promise<unknown> = Promise.resolve();

  /**
   * @param directUrl to listen, not through a pooler in transaction mode, which loses LISTEN
   * @param pool to say; any
   */
  constructor(
    directUrl: string,
    private readonly pool: Pool,
  ) {
    this.connection = new ListeningConnection(directUrl, {
      notification: (channel, payload) => this.tell(channel, payload),
      begun: (channels) => {
        for (const channel of channels) this.tell(channel, undefined);
      },
    });
  }

  /**
   * Hears a channel until the function returned is called.
   *
   * @param listener given each payload, and undefined each time that listening begins or begins
   * again: something may have been missed, so look for yourself
   */
  subscribe(channel: string, listener: Listener): () => void {
    const listeners = this.listeners.get(channel) ?? new Set();
    listeners.add(listener);
    this.listeners.set(channel, listeners);
    if (listeners.size === 1) this.connection.listen(channel);
    else if (this.connection.isListening(channel)) this.call(listener, undefined);
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      this.listeners.delete(channel);
      this.connection.unlisten(channel);
    };
  }

  /**
   * Says something to every process, this one included: in 2 ms, or 25 ms after it last did. What is
   * said meanwhile leaves in one statement, doubles once, and never in anybody's transaction: a
   * NOTIFY inside one serialises the commits of the whole database.
   *
   * @param payload at most 7,999 bytes
   * @returns once it left; it never rejects, since what it tells of is committed
   */
  publish(channel: string, payload = ''): Promise<void> {
    this.unsaid.set(`${channel} ${payload}`, [channel, payload]);
    if (!this.saying) {
      const ms = Math.max(TOGETHER_MS, this.lastAt + APART_MS - performance.now());
      // After the last has left: a slow database must not have them heap up on its connections.
      this.saying = Promise.all([pause(ms), this.said]).then(() => this.flush());
      this.said = this.saying;
    }
    return this.saying;
  }

  /** Says what is not yet said, and stops listening. */
  async close(): Promise<void> {
    await this.said;
    await this.connection.close();
  }

  private async flush(): Promise<void> {
    const said = [...this.unsaid.values()];
    this.unsaid = new Map();
    this.saying = undefined;
    this.lastAt = performance.now();
    const [channels, payloads] = [said.map(([channel]) => channel), said.map(([, payload]) => payload)];
    try {
      await this.pool.query(notifyAll, [channels, payloads]);
    } catch (error) {
      this.log.warn(`Other processes were not woken and look by themselves. ${error}`);
    }
  }

  private tell(channel: string, payload: string | undefined): void {
    for (const listener of this.listeners.get(channel) ?? []) this.call(listener, payload);
  }

  private call(listener: Listener, payload: string | undefined): void {
    try {
      listener(payload);
    } catch (error) {
      this.log.error('Somebody failed at a notification.', error);
    }
  }
}
