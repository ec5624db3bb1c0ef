import { newId } from '#platform/ids';
import { callAs } from './signed-in.js';
import type { TestApp } from './test-app.js';

/** The journal’s entries as the routes show them, as far as devices look at them. */
export interface Entry {
  readonly id: string;
  readonly version: number;
  readonly day: string;
  readonly reflection: string;
}

interface Pending {
  readonly changeId: string;
  readonly kind: 'entry';
  readonly id: string;
  readonly baseVersion: number;
  readonly content?: { readonly day: string; readonly reflection: string };
}

interface Answer {
  readonly results: readonly {
    readonly status: 'applied' | 'conflict' | 'refused';
    readonly version: number;
    readonly current: Entry | null;
  }[];
  readonly changes: readonly {
    readonly kind: string;
    readonly id: string;
    readonly version: number;
    readonly record: Entry | null;
  }[];
  readonly next: string;
  readonly more: boolean;
  readonly resync: boolean;
}

/** What was acknowledged to some device. */
export interface Acknowledged {
  readonly changeId: string;
  readonly id: string;
  /** Of the record, before and after. */
  readonly base: number;
  readonly version: number;
  /** Undefined where it was deleted. */
  readonly reflection: string | undefined;
}

const today = new Date().toISOString().slice(0, 10);

/** A phone with a copy of the journal, which follows the documented protocol: it changes entries offline, and merges conflicts. */
export class JournalDevice {
  /** What the person sees on it; undefined for what they deleted. */
  readonly entries = new Map<string, string | undefined>();
  /** The conflicts that it showed, by the change that met them. */
  readonly conflicts: string[] = [];
  readonly acknowledged: Acknowledged[] = [];
  /** Requests whose answers it did not get. */
  readonly unanswered: object[] = [];
  private readonly versions = new Map<string, number>();
  private readonly days = new Map<string, string>();
  private pending: Pending[] = [];
  private since: string | undefined;
  /** What came since a resync began. */
  private seen: Set<string> | undefined;
  /** Whether one is under way that the server asked for. */
  private resyncs = false;

  constructor(
    private readonly api: TestApp,
    private readonly token: string,
  ) {}

  /** Whether the server has all that it has. */
  get isClean(): boolean {
    return this.pending.length === 0;
  }

  /** @param day by default the one that the entry is about, or today */
  write(id: string, reflection: string, day = this.days.get(id) ?? today): void {
    this.days.set(id, day);
    this.change(id, { day, reflection });
  }

  delete(id: string): void {
    if (this.entries.get(id) !== undefined) this.change(id, undefined);
  }

  /** Forgets up to where it knows the journal. */
  forget(): void {
    this.since = undefined;
  }

  /** It was offline for longer than deletions are kept. */
  expire(): void {
    if (this.since === undefined) return;
    const [print, position, , ...rest] = JSON.parse(Buffer.from(this.since, 'base64url').toString());
    const token = JSON.stringify([print, position, '2020-01-01T00:00:00.000Z', ...rest]);
    this.since = Buffer.from(token).toString('base64url');
  }

  /** Sends up to so many changes, and takes one step of what is new. @param lost whether the answer does not arrive */
  async sync(batch: number, limit: number, lost = false): Promise<{ more: boolean }> {
    const sent = this.pending.slice(0, batch);
    const request = { changes: sent, limit, ...(this.since !== undefined && { since: this.since }) };
    const answer = await this.post(request);
    if (lost) {
      this.unanswered.push(request);
      return { more: true };
    }
    const applied = this.takeResults(sent, answer);
    this.takeChanges(answer, applied);
    return answer;
  }

  /** A request arrives once more, long after it was sent. */
  async post(request: object): Promise<Answer> {
    const answer = await callAs(this.api, this.token, 'POST', '/v1/journal/sync', request);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json();
  }

  private change(id: string, content: Pending['content']): void {
    // On top of what it has, and of its own changes that wait.
    const waiting = this.pending.filter((each) => each.id === id).length;
    const baseVersion = (this.versions.get(id) ?? 0) + waiting;
    this.pending.push({ changeId: newId(), kind: 'entry', id, baseVersion, ...(content && { content }) });
    this.entries.set(id, content?.reflection);
  }

  /** @returns the ids of the records whose changes were applied */
  private takeResults(sent: readonly Pending[], { results }: Answer): Set<string> {
    const applied = new Set<string>();
    const conflicting = new Map<string, Answer['results'][number]>();
    for (const [at, { changeId, id, baseVersion, content }] of sent.entries()) {
      const result = results[at] as Answer['results'][number];
      if (result.status === 'applied') {
        this.versions.set(id, result.version);
        applied.add(id);
        const reflection = content?.reflection;
        this.acknowledged.push({ changeId, id, base: baseVersion, version: result.version, reflection });
      } else if (result.status === 'conflict') {
        this.conflicts.push(changeId);
        conflicting.set(id, result);
      }
    }
    this.pending = this.pending.slice(sent.length);
    for (const [id, { version, current }] of conflicting) this.merge(id, version, current?.reflection);
    return applied;
  }

  /** The person joins both texts; what was deleted on one side stays as the other has it. */
  private merge(id: string, version: number, theirs: string | undefined): void {
    const mine = this.entries.get(id);
    this.pending = this.pending.filter((each) => each.id !== id);
    this.versions.set(id, version);
    this.entries.set(id, theirs);
    const merged = [...new Set([theirs, mine].flatMap((text) => text?.split('|') ?? []))].sort().join('|');
    if (mine !== undefined && merged !== theirs) this.write(id, merged);
  }

  private takeChanges({ changes, next, more, resync }: Answer, applied: Iterable<string>): void {
    if (resync || this.since === undefined) this.seen = new Set();
    // The answer does not list what its own request changed.
    for (const id of applied) this.seen?.add(id);
    this.resyncs ||= resync;
    for (const { kind, id, version, record } of changes) {
      if (kind !== 'entry') continue;
      this.seen?.add(id);
      if (this.pending.some((each) => each.id === id)) {
        // A record with changes that wait is compared when they are sent, unless what they were made on is of no use.
        if (this.resyncs) this.merge(id, version, record?.reflection);
        continue;
      }
      if (!this.seen && version <= (this.versions.get(id) ?? 0)) continue;
      this.versions.set(id, version);
      if (record) this.days.set(id, record.day);
      this.entries.set(id, record?.reflection);
    }
    this.since = next;
    if (more || !this.seen) return;
    for (const id of [...this.entries.keys()].filter((each) => !this.seen?.has(each))) {
      const waits = this.pending.some((each) => each.id === id);
      if (waits && this.resyncs) this.merge(id, 0, undefined);
      if (!waits) this.entries.set(id, undefined);
    }
    this.seen = undefined;
    this.resyncs = false;
  }
}
