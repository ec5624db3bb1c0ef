import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Person as Reader } from '#platform/access';
import { lastNumber } from '../reading/reading.sql.js';
import { contentsOf, refsOf } from './reader-answers.js';
import { momentOf, postNumber, type Stream, stateId, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';
import { filtersOf, fittingOf, limitOf, orderOf, type Selection } from './stream-page.js';
import { type ItemRow, itemsByNumber, type Order, pages, type RefRow, refsByNumber } from './streams.sql.js';

/** Posts of one answer, at most; a client goes on with the continuation. */
const MOST_IDS = 10_000;
const MOST_ITEMS = 250;

/** Reads streams of posts, by the numbers in which the tenant received them. */
@Injectable()
export class ReaderStreams {
  constructor(
    private readonly database: Database,
    private readonly names: ReaderNames,
  ) {}

  async ids(reader: Reader, input: ReaderInput) {
    const { rows, more } = await this.page(reader, streamOf(input.required('s')), input, MOST_IDS);
    return refsOf(rows, more);
  }

  /**
   * What is too long for one answer is left for the next one.
   *
   * @param id of the stream; the whole reading list where there is none
   */
  async contents(reader: Reader, id: string, input: ReaderInput) {
    const { rows, more } = await this.page(reader, streamOf(id), input, MOST_ITEMS);
    const fitting = fittingOf(rows);
    const items = await this.itemsOf(reader, fitting, orderOf(input));
    return contentsOf(id, items, more || fitting.length < rows.length ? fitting.at(-1) : undefined);
  }

  /**
   * The posts of some ids: of the first 250 as many as fit into an answer, in the order of the request. Those that there are
   * not, or not any more, are left out.
   */
  async items(reader: Reader, input: ReaderInput) {
    const numbers = [...new Set(input.all('i').flatMap((id) => postNumber(id) ?? []))].slice(0, MOST_ITEMS);
    const refs = numbers.length > 0 ? await this.database.read(reader, refsByNumber, numbers) : [];
    const byNumber = new Map(refs.map((row) => [row.number, row]));
    const fitting = fittingOf(numbers.flatMap((number) => byNumber.get(number) ?? []));
    return contentsOf(stateId('reading-list'), await this.itemsOf(reader, fitting, orderOf(input)), undefined);
  }

  private async itemsOf(reader: Reader, refs: readonly RefRow[], order: Order): Promise<ItemRow[]> {
    if (refs.length === 0) return [];
    const numbers = refs.map(({ number }) => number);
    const rows = await this.database.read(reader, itemsByNumber, numbers);
    const sign = order === 'oldest' ? 1 : -1;
    return rows.toSorted((a, b) => sign * (a.number - b.number));
  }

  private async page(
    reader: Reader,
    stream: Stream | undefined,
    input: ReaderInput,
    most: number,
  ): Promise<{ rows: readonly RefRow[]; more: boolean }> {
    const selection = stream && (await this.selectionOf(reader, stream, input));
    if (!selection) return { rows: [], more: false };
    const [order, limit] = [orderOf(input), limitOf(input, most)];
    const [after, before] = await this.windowOf(reader, order, input);
    const { base, scope, read, starred } = selection;
    const page = pages[base][order];
    // One more, which tells whether there are others.
    const rows = await this.database.read(reader, page, after, before, read, starred, limit + 1, ...scope);
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  }

  /** Undefined where there is no such feed, folder or label. */
  private async selectionOf(reader: Reader, stream: Stream, input: ReaderInput): Promise<Selection | undefined> {
    const filters = filtersOf(stream, input);
    if (stream.kind === 'feed') {
      const id = await this.names.subscription(reader.tenantId, stream.named);
      return id === undefined ? undefined : { base: 'feed', scope: [id], ...filters };
    }
    if (stream.kind === 'label') {
      const found = await this.names.named(reader, stream.name);
      return found && { base: found.kind, scope: [found.id], ...filters };
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
