import pg from 'pg';

/** The application name of the one connection by which a process listens. */
export const LISTENER = 'palier listen';
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/** The callbacks of a listening connection. */
export interface ListeningEvents {
  notification(channel: string, payload: string): void;
  /** LISTEN succeeded, at first or after a reconnection: notifications may have been missed. */
  begun(channels: readonly string[]): void;
}

/** One connection that listens on several channels, and reconnects by itself until it is closed. */
export class ListeningConnection {
  private readonly channels = new Set<string>();
  /** Those for which LISTEN has succeeded on this connection. */
  private readonly begun = new Set<string>();
  private client: pg.Client | undefined;
  private ready = false;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private pause = FIRST_PAUSE_MS;

  /** @param url not through a pooler in transaction mode, which loses LISTEN */
  constructor(
    private readonly url: string,
    private readonly events: ListeningEvents,
  ) {}

  /** Whether the connection is open and listens on this channel. */
  isListening(channel: string): boolean {
    return this.begun.has(channel);
  }

  /** Listens on a channel; the first channel opens the connection. */
  listen(channel: string): void {
    this.channels.add(channel);
    if (this.ready) this.send('LISTEN', channel, () => this.begin([channel]));
    else if (!this.client) void this.open();
  }

  unlisten(channel: string): void {
    this.channels.delete(channel);
    this.begun.delete(channel);
    if (this.ready) this.send('UNLISTEN', channel, () => {});
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: LISTENER,
      pipeline: true,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5000,
    });
    this.client = client;
    client.on('error', () => {});
    client.on('end', () => this.openLater());
    client.on('notification', ({ channel, payload }) => this.events.notification(channel, payload ?? ''));
    try {
      await client.connect();
      const channels = [...this.channels];
      await client.query(channels.map((channel) => `LISTEN ${client.escapeIdentifier(channel)}`).join(';'));
      this.ready = true;
      this.pause = FIRST_PAUSE_MS;
      this.begin(channels);
      for (const late of this.channels) if (!channels.includes(late)) this.listen(late);
    } catch {
      await client.end();
    }
  }

  private begin(channels: readonly string[]): void {
    for (const channel of channels) if (this.channels.has(channel)) this.begun.add(channel);
    this.events.begun(channels);
  }

  private openLater(): void {
    this.ready = false;
    this.begun.clear();
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.open(), this.pause * (0.5 + Math.random())).unref();
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  /** A failed statement means a lost connection, which is then opened again with every channel. */
  private send(command: 'LISTEN' | 'UNLISTEN', channel: string, done: () => void): void {
    const { client } = this;
    if (client) client.query(`${command} ${client.escapeIdentifier(channel)}`).then(done, () => client.end());
  }
}
