import { type Held, JournalQueue, type News } from '../../docs/clients/journal-queue.mjs';

/** What happens on the way to the server and back. */
export type Network = (send: () => Promise<Response>, body: string) => Promise<Response>;

/** The server answered, and its answer did not arrive. */
export const lost: Network = async (send) => {
  await (await send()).text();
  throw new TypeError('The connection was cut.');
};
/** The request did not arrive. */
export const away: Network = async () => {
  throw new TypeError('There is no network.');
};

const today = new Date().toISOString().slice(0, 10);

/** An app with the queue for apps (docs/clients). What it keeps outlives a crash: the store of the queue, and its copy of the journal. */
export class JournalPhone {
  /** Texts of entries, by their ids. */
  readonly copy = new Map<string, string>();
  readonly told: Held[] = [];
  /** For how long it was to wait before it sent again, in seconds. */
  readonly waits: number[] = [];
  /** For each request to come; without one it arrives. */
  readonly networks: Network[] = [];
  /** How many more writes of the store succeed. */
  writesLeft = Number.POSITIVE_INFINITY;
  /** What the store has. */
  text: string | undefined;
  queue!: JournalQueue;

  private constructor(
    private readonly url: string,
    public token: (renew: boolean) => Promise<string>,
  ) {}

  static async start(url: string, token: (renew: boolean) => Promise<string>): Promise<JournalPhone> {
    const phone = new JournalPhone(url, token);
    await phone.open();
    return phone;
  }

  /** Also after a crash: what was in memory is gone. */
  async open(): Promise<void> {
    this.writesLeft = Number.POSITIVE_INFINITY;
    this.queue = await JournalQueue.open({
      url: this.url,
      token: (renew) => this.token(renew),
      store: { get: async () => this.text, set: async (_key, text) => this.keep(text) },
      take: async (news) => this.take(news),
      tell: (held) => void this.told.push(...held),
      fetch: (url, request) => this.send(url, request),
      wait: async (seconds) => void this.waits.push(seconds),
    });
  }

  async write(id: string, reflection: string): Promise<void> {
    await this.queue.write('entry', id, { day: today, reflection });
    this.copy.set(id, reflection);
  }

  async resolve(id: string, reflection: string): Promise<void> {
    await this.queue.resolve('entry', id, { day: today, reflection });
    this.copy.set(id, reflection);
  }

  async delete(id: string): Promise<void> {
    await this.queue.write('entry', id);
    this.copy.delete(id);
  }

  /** It was offline for longer than a token is good for. */
  expire(): void {
    if (this.text === undefined) return;
    const state = JSON.parse(this.text);
    if (state.since === undefined) return;
    const [print, position, , ...rest] = JSON.parse(Buffer.from(state.since, 'base64url').toString());
    const token = JSON.stringify([print, position, '2020-01-01T00:00:00.000Z', ...rest]);
    this.text = JSON.stringify({ ...state, since: Buffer.from(token).toString('base64url') });
  }

  private send(url: string, request: RequestInit): Promise<Response> {
    const network = this.networks.shift();
    const send = () => fetch(url, request);
    return network ? network(send, String(request.body)) : send();
  }

  private keep(text: string): void {
    this.writesLeft -= 1;
    if (this.writesLeft < 0) throw new Error('The app was killed.');
    this.text = text;
  }

  private take({ changes, isKnown }: News): void {
    for (const { id, record } of changes) {
      if (record && 'reflection' in record) this.copy.set(id, String(record.reflection));
      else this.copy.delete(id);
    }
    if (!isKnown) return;
    for (const id of this.copy.keys()) if (!isKnown({ kind: 'entry', id })) this.copy.delete(id);
  }
}
