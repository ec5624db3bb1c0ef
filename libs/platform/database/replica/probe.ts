import pg from 'pg';

/** Milliseconds between two questions; as long without an answer, the server counts as silent. */
export const PROBE_MS = 100;
/** Milliseconds without an answer after which another connection is tried. */
const LOST_MS = 1000;

interface ProbeOptions<Answer extends object> {
  readonly url: string;
  readonly question: string;
  /** Called with each new connection before its first question; where it throws, the connection is closed. */
  opened?(client: pg.Client): Promise<void>;
  /** @param askedAt before the question was sent, on the monotonic clock */
  answered(answer: Answer, askedAt: number): void;
  /** The question is not answered yet. It may be answered later. */
  silent?(): void;
  /** There is no connection, or it is lost. */
  failed?(error: unknown): void;
}

/** Asks a server the same question ten times a second, on a connection of its own, which it opens again when it is lost. */
export class Probe<Answer extends object> {
  private timer: NodeJS.Timeout | undefined;
  private client: pg.Client | undefined;
  private asking = false;
  private closings = 0;
  private notBefore = 0;
  private ended = false;

  constructor(private readonly options: ProbeOptions<Answer>) {}

  /** @param delay milliseconds before the first question */
  begin(delay: number): void {
    this.timer = setTimeout(() => {
      this.timer = setInterval(() => void this.ask(), PROBE_MS).unref();
    }, delay).unref();
  }

  /** Asks now, unless a question is under way. */
  async ask(): Promise<void> {
    if (this.asking || this.ended || performance.now() < this.notBefore) return;
    this.asking = true;
    const { answered, silent, failed, question } = this.options;
    const { closings } = this;
    const stands = () => !this.ended && this.closings === closings;
    // An answer that has arrived while this process was busy is read before the second turn of the event loop.
    const say = () => setImmediate(() => setImmediate(() => this.asking && stands() && silent?.()));
    const late = setTimeout(say, PROBE_MS).unref();
    try {
      const client = this.client ?? (await this.open());
      const askedAt = performance.now();
      const { rows } = await client.query<Answer>(question);
      this.asking = false;
      for (const row of rows) if (stands()) answered(row, askedAt);
    } catch (error) {
      if (!stands()) return;
      this.reopen();
      failed?.(error);
    } finally {
      this.asking = false;
      clearTimeout(late);
    }
  }

  /** Leaves the connection and forgets the question under way; after a second the next one is asked on a new connection. */
  reopen(): void {
    this.notBefore = performance.now() + LOST_MS;
    this.close();
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.close();
  }

  private async open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: 'palier replica',
      connectionTimeoutMillis: LOST_MS,
      query_timeout: LOST_MS,
      keepAlive: true,
    });
    client.on('error', () => {});
    this.client = client;
    await client.connect();
    await this.options.opened?.(client);
    return client;
  }

  /** Without a farewell, which a silent server would not answer. */
  private close(): void {
    this.client?.connection.stream.destroy();
    this.client = undefined;
    this.closings += 1;
  }
}
