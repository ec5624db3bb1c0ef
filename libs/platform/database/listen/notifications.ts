import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { rethrow } from '../connection/failures.js';
import { LISTENER, ListeningConnection } from './listening-connection.js';

/** `$1` are channels and `$2` their payloads. */
const notifyAll =
  'SELECT pg_notify(sent.channel, sent.payload) FROM unnest($1::text[], $2::text[]) AS sent (channel, payload)';
const countListening = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE application_name = '${LISTENER}' AND datname = current_database()`;
/** Milliseconds for which notifications are collected into one statement. */
const BATCH_MS = 2;
/** The least time between two statements, in milliseconds, which limits their cost under load. */
const INTERVAL_MS = 25;

type Listener = (payload: string | undefined) => void;

/**
 * Notifications between the processes on the same database. A notification may be lost, so a subscriber must
 * also poll. Each process listens on one connection, which the first subscription opens.
 */
export class Notifications {
  private readonly log = new Logger('Notifications');
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly connection: ListeningConnection;
  private pending = new Map<string, readonly [channel: string, payload: string]>();
  private lastAt = 0;
  /** Whether the last statement failed: one warning is enough until one succeeds. */
  private failing = false;
  private sending: Promise<void> | undefined;
  private sent: Promise<unknown> = Promise.resolve();

  /**
   * @param directUrl for LISTEN, not through a pooler in transaction mode, which loses it
   * @param pool for NOTIFY; may go through a pooler
   */
  constructor(
    directUrl: string,
    private readonly pool: Pool,
  ) {
    this.connection = new ListeningConnection(directUrl, {
      notification: (channel, payload) => this.deliver(channel, payload),
      begun: (channels) => {
        for (const channel of channels) this.deliver(channel, undefined);
      },
    });
  }

  /**
   * Subscribes to a channel.
   *
   * @param listener called with each payload, and with undefined each time LISTEN succeeds, at first or after
   * a reconnection: notifications may have been missed, so read the current state
   * @returns a function that unsubscribes
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

  /** Whether LISTEN is in force, so that what is sent to a channel arrives; false until `subscribe` has called its listener. */
  isListening(channel: string): boolean {
    return this.connection.isListening(channel);
  }

  /**
   * How many processes listen on this database, each by one connection.
   *
   * @throws Problem `database_unavailable` (503)
   */
  async listeningProcesses(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(countListening).catch(rethrow);
    return rows[0]?.count ?? 0;
  }

  /**
   * Notifies every process, this one included, after 2 ms, or 25 ms after the last statement. Notifications in
   * between are sent in one statement, equal ones once, and never in a caller's transaction: NOTIFY in a
   * transaction serialises the commits of the whole database.
   *
   * @param payload at most 7,999 bytes
   * @returns resolves once the notification was sent or has failed; never rejects, because the change that it announces is committed
   */
  publish(channel: string, payload = ''): Promise<void> {
    this.pending.set(`${channel} ${payload}`, [channel, payload]);
    if (!this.sending) {
      const ms = Math.max(BATCH_MS, this.lastAt + INTERVAL_MS - performance.now());
      // After the last statement has ended: with a slow database they must not pile up on its connections.
      this.sending = Promise.all([pause(ms), this.sent]).then(() => this.flush());
      this.sent = this.sending;
    }
    return this.sending;
  }

  /** Sends the pending notifications, and stops listening. */
  async close(): Promise<void> {
    await this.sent;
    await this.connection.close();
  }

  private async flush(): Promise<void> {
    const batch = [...this.pending.values()];
    this.pending = new Map();
    this.sending = undefined;
    this.lastAt = performance.now();
    const [channels, payloads] = [batch.map(([channel]) => channel), batch.map(([, payload]) => payload)];
    try {
      await this.pool.query(notifyAll, [channels, payloads]);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.warn(`Other processes could not be notified; they poll instead. ${error}`);
      this.failing = true;
    }
  }

  private deliver(channel: string, payload: string | undefined): void {
    for (const listener of this.listeners.get(channel) ?? []) this.call(listener, payload);
  }

  private call(listener: Listener, payload: string | undefined): void {
    try {
      listener(payload);
    } catch (error) {
      this.log.error('A subscriber of a notification failed.', error);
    }
  }
}
