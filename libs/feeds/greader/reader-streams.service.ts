import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { isUuid } from '#platform/ids';
import { lastNumber } from '../reading/reading.sql.js';
import { subscriptionsAt } from '../subscriptions/subscriptions.sql.js';
import {
  type Base,
  folderByName,
  itemPages,
  itemsByNumber,
  type Order,
  type Pages,
  type RefRow,
  refPages,
} from './greader.sql.js';
import { contentsOf, refsOf } from './reader-answers.js';
import { momentOf, postNumber, type Stream, stateId, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';

/** Whose reading it is. */
export interface Reader {
  readonly tenantId: string;
  readonly userId: string;
}

/** Posts of one answer, at most; a client goes on with the continuation. */
const MOST_IDS = 10_000;
const MOST_ITEMS = 250;
const DEFAULT_ITEMS = 20;

/** What a stream selects of the posts. */
interface Selection {
  readonly base: Base;
  readonly scope: readonly string[];
  readonly read: boolean | null;
  readonly starred: boolean | null;
}

/** Reads streams of posts, by the numbers in which the tenant received them. */
@Injectable()
export class ReaderStreams {
  constructor(private readonly database: Database) {}

  async ids(reader: Reader, input: ReaderInput) {
    const page = await this.page(reader, streamOf(input.required('s')), input, MOST_IDS, refPages);
    return refsOf(page.rows, page.more);
  }

  /** @param id of the stream; the whole reading list where there is none */
  async contents(reader: Reader, id: string, input: ReaderInput) {
    const page = await this.page(reader, streamOf(id), input, MOST_ITEMS, itemPages);
    return contentsOf(id, page.rows, page.more);
  }

  /** The posts of some ids, the first 250; those that there are not, or not any more, are left out. */
  async items(reader: Reader, input: ReaderInput) {
    const numbers = input
      .all('i')
      .flatMap((id) => postNumber(id) ?? [])
      .slice(0, MOST_ITEMS);
    const rows = numbers.length > 0 ? await this.database.read(reader, itemsByNumber, numbers) : [];
    const sign = orderOf(input) === 'oldest' ? 1 : -1;
    const sorted = rows.toSorted((a, b) => sign * (a.number - b.number));
    return contentsOf(stateId('reading-list'), sorted, false);
  }

  /** The id of the subscription that a stream names, by its own id or its address. */
  async subscription(tenantId: string, named: string): Promise<string | undefined> {
    if (isUuid(named)) return named;
    const [found] = await this.database.read({ tenantId }, subscriptionsAt, named);
    return found?.id;
  }

  async folder(tenantId: string, name: string): Promise<string | undefined> {
    const [found] = await this.database.read({ tenantId }, folderByName, name);
    return found?.id;
  }

  private async page<Row extends RefRow>(
    reader: Reader,
    stream: Stream | undefined,
    input: ReaderInput,
    most: number,
    pages: Pages<Row>,
  ): Promise<{ rows: readonly Row[]; more: boolean }> {
    const selection = stream && (await this.selectionOf(reader, stream, input));
    if (!selection) return { rows: [], more: false };
    const [order, limit] = [orderOf(input), limitOf(input, most)];
    const [after, before] = await this.windowOf(reader, order, input);
    const { base, scope, read, starred } = selection;
    // One more, which tells whether there are others.
    const rows = await this.database.read(
      reader,
      pages[base][order],
      after,
      before,
      read,
      starred,
      limit + 1,
      ...scope,
    );
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  }

  /** Undefined where the tenant has no such feed or folder. */
  private async selectionOf({ tenantId }: Reader, stream: Stream, input: ReaderInput): Promise<Selection | undefined> {
    const filters = filtersOf(stream, input);
    if (stream.kind === 'feed') {
      const id = await this.subscription(tenantId, stream.named);
      return id === undefined ? undefined : { base: 'feed', scope: [id], ...filters };
    }
    if (stream.kind === 'folder') {
      const id = await this.folder(tenantId, stream.name);
      return id === undefined ? undefined : { base: 'folder', scope: [id], ...filters };
    }
    return { base: stream.kind === 'starred' ? 'starred' : 'all', scope: [], ...filters };
  }

  /** The numbers between which the posts are: `ot` and `nt` are times of reception, `c` is the last number of the page before. */
  private async windowOf(reader: Reader, order: Order, input: ReaderInput): Promise<[after: number, before: number]> {
    const [from, until] = [momentOf(input.one('ot') ?? ''), momentOf(input.one('nt') ?? '')];
    let after = from ? await this.lastUntil(reader, new Date(from.getTime() - 1)) : 0;
    let before = until ? (await this.lastUntil(reader, until)) + 1 : Number.MAX_SAFE_INTEGER;
    const reached = Number(/^\d{1,15}$/.exec(input.one('c') ?? '')?.[0] ?? Number.NaN);
    if (!Number.isNaN(reached)) {
      if (order === 'oldest') after = Math.max(after, reached);
      else before = Math.min(before, reached);
    }
    return [after, before];
  }

  private async lastUntil({ tenantId }: Reader, moment: Date): Promise<number> {
    const [last] = await this.database.read({ tenantId }, lastNumber, moment.toISOString());
    return last?.number ?? 0;
  }
}

/** What a stream is of, and what `xt` excludes and `it` includes, of the states that posts have. */
function filtersOf(stream: Stream, input: ReaderInput): Pick<Selection, 'read' | 'starred'> {
  const kinds = (name: string) => input.all(name).map((id) => streamOf(id)?.kind);
  const [within, without] = [[stream.kind, ...kinds('it')], kinds('xt')];
  return {
    read: chosen(
      within.includes('read') || without.includes('unread'),
      within.includes('unread') || without.includes('read'),
    ),
    starred: chosen(within.includes('starred'), without.includes('starred')),
  };
}

/** True for posts with a state alone, false for those without, null for all. */
function chosen(having: boolean, lacking: boolean): boolean | null {
  if (lacking) return false;
  return having ? true : null;
}

function orderOf(input: ReaderInput): Order {
  return input.one('r') === 'o' ? 'oldest' : 'newest';
}

function limitOf(input: ReaderInput, most: number): number {
  const asked = Number(/^\d{1,9}$/.exec(input.one('n') ?? '')?.[0] ?? DEFAULT_ITEMS);
  return Math.min(Math.max(asked, 1), most);
}
