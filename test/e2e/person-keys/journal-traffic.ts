import { newId } from '#platform/ids';
import type { SignedIn } from '../../support/signed-in.js';

const today = new Date().toISOString().slice(0, 10);

interface Answer {
  readonly status: number;
  /** Of an entry, of a sync or of a problem. */
  readonly body: {
    readonly reflection?: string;
    readonly results?: readonly { readonly status: string }[];
    readonly code?: string;
  };
}

/** What a person wrote, and the text that each of it must be read as. */
export interface Written {
  readonly who: SignedIn;
  readonly texts: Map<string, string>;
}

/** Writes and reads journals over HTTP at two processes, and counts what is not answered as it must be. */
export class JournalTraffic {
  requests = 0;
  /** Each request with another answer than a success, or with another text than was written. */
  readonly failures: string[] = [];
  private readonly written = new Map<string, Written>();

  constructor(readonly origins: readonly [string, string]) {}

  get people(): Written[] {
    return [...this.written.values()];
  }

  /** What somebody wrote counts no more. */
  forget({ id }: SignedIn): void {
    this.written.delete(id);
  }

  /** Writes an entry at one process and reads it at the other. @param at the number of the first of the two */
  async write(who: SignedIn, text: string, at = 0): Promise<void> {
    const [here, there] = [this.origins[at % 2] as string, this.origins[(at + 1) % 2] as string];
    const id = newId();
    await this.send(here, who, 'entries', 201, { id, day: today, reflection: text });
    const known = this.written.get(who.id) ?? { who, texts: new Map() };
    this.written.set(who.id, known);
    known.texts.set(id, text);
    await this.expectText(there, who, id, text);
  }

  /** Changes an entry at one process by what it read at the other. */
  async change(who: SignedIn, text: string, at = 0): Promise<void> {
    const [id] = [...(this.written.get(who.id)?.texts.keys() ?? [])].slice(-1) as [string];
    const change = { changeId: newId(), kind: 'entry', id, baseVersion: 1, content: { day: today, reflection: text } };
    const answer = await this.send(this.origins[at % 2] as string, who, 'sync', 200, { changes: [change], limit: 1 });
    if (answer?.results?.[0]?.status !== 'applied') this.failures.push(`sync: ${JSON.stringify(answer)}`);
    this.written.get(who.id)?.texts.set(id, text);
    await this.expectText(this.origins[(at + 1) % 2] as string, who, id, text);
  }

  /** Reads all that was written, at a process. @returns how many texts were right */
  async readAll(origin: string, people: readonly Written[] = this.people): Promise<number> {
    let right = 0;
    for (const { who, texts } of people) {
      for (const [id, text] of texts) if (await this.expectText(origin, who, id, text)) right += 1;
    }
    return right;
  }

  private async expectText(origin: string, who: SignedIn, id: string, text: string): Promise<boolean> {
    const entry = await this.send(origin, who, `entries/${id}`, 200);
    if (entry?.reflection === text) return true;
    this.failures.push(`${id} of ${who.id} is read as ${JSON.stringify(entry)}`);
    return false;
  }

  /** Sends a request that may be refused. */
  async ask(origin: string, { token }: SignedIn, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${origin}/v1/journal/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  }

  private async send(origin: string, who: SignedIn, path: string, expected: number, body?: object) {
    this.requests += 1;
    const answer = await this.ask(origin, who, path, body);
    if (answer.status !== expected) this.failures.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
