import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { fewUnread, lastNumber } from '../reading/reading.sql.js';
import { contentsOf, refsOf } from './reader-answers.js';
import { momentOf, postNumber, type Stream, stateId, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';
import { filtersOf, fittingOf, limitOf, orderOf, reachedOf, type Selection } from './stream-page.js';
import { type ItemRow, itemsByNumber, type Order, pages, type RefRow, refsByNumber } from './streams.sql.js';

/** Posts of one answer, at most; a client goes on with the continuation. */
const MOST_IDS = 10_000;
const MOST_ITEMS = 2500;

/** Reads streams of posts, by the numbers in which the tenant received them. */
@Injectable()
export class ReaderStreams {
  constructor(
    private readonly database: Database,
    private readonly names: ReaderNames,
  ) {}

  async ids(person: Person, input: ReaderInput) {
    const { rows, more } = await this.page(person, streamOf(input.required('s')), input, MOST_IDS);
    return refsOf(rows, more);
  }

  /**
   * What is too long for one answer is left for the next one.
   *
   * @param id of the stream; the whole reading list where there is none
   */
  async contents(person: Person, id: string, input: ReaderInput) {
    const { rows, more } = await this.page(person, streamOf(id), input, MOST_ITEMS);
    const fitting = fittingOf(rows);
    const items = await this.itemsOf(person, fitting, orderOf(input));
    return contentsOf(id, items, more || fitting.length < rows.length ? fitting.at(-1)?.number : undefined);
  }

  /**
   * The posts of some ids: of the first 2,500 as many as fit into an answer, in the order of the request. Those that there are
   * not, or not any more, are left out. The continuation is how many of the ids have been answered.
   */
  async items(person: Person, input: ReaderInput) {
    const asked = [...new Set(input.all('i').flatMap((id) => postNumber(id) ?? []))];
    const from = reachedOf(input) ?? 0;
    const numbers = asked.slice(from, from + MOST_ITEMS);
    const refs = numbers.length > 0 ? await this.database.read(person, refsByNumber, numbers) : [];
    const byNumber = new Map(refs.map((row) => [row.number, row]));
    const found = numbers.flatMap((number) => byNumber.get(number) ?? []);
    const fitting = fittingOf(found);
    const left = found[fitting.length];
    const reached = from + (left ? numbers.indexOf(left.number) : numbers.length);
    const items = await this.itemsOf(person, fitting, orderOf(input));
    return contentsOf(stateId('reading-list'), items, reached < asked.length ? reached : undefined);
  }

  private async itemsOf(person: Person, refs: readonly RefRow[], order: Order): Promise<ItemRow[]> {
    if (refs.length === 0) return [];
    const numbers = refs.map(({ number }) => number);
    const rows = await this.database.read(person, itemsByNumber, numbers);
    const sign = order === 'oldest' ? 1 : -1;
    return rows.toSorted((a, b) => sign * (a.number - b.number));
  }

  private async page(
    person: Person,
    stream: Stream | undefined,
    input: ReaderInput,
    most: number,
  ): Promise<{ rows: readonly RefRow[]; more: boolean }> {
    const selection = stream && (await this.selectionOf(person, stream, input));
    if (!selection) return { rows: [], more: false };
    const [order, limit] = [orderOf(input), limitOf(input, most)];
    const [after, before] = await this.windowOf(person, order, input);
    const { base, scope, read, starred } = selection;
    const page = pages[base][order];
    // One more, which tells whether there are others.
    const rows = await this.database.read(person, page, after, before, read, starred, limit + 1, ...scope);
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  }

  /** Undefined where there is no such feed, folder or label. */
  private async selectionOf(person: Person, stream: Stream, input: ReaderInput): Promise<Selection | undefined> {
    const filters = filtersOf(stream, input);
    if (stream.kind === 'feed') {
      const id = await this.names.subscriptionOfStream(person.tenantId, stream.named);
      return id === undefined ? undefined : { base: 'feed', scope: [id], ...filters };
    }
    if (stream.kind === 'label') {
      const found = await this.names.folderOrLabel(person, stream.name);
      return found && { base: found.kind, scope: [found.id], ...filters };
    }
    if (stream.kind === 'starred') return { base: 'starred', scope: [], ...filters };
    const [few] = filters.read === false ? await this.database.read(person, fewUnread) : [];
    return few?.ids ? { base: 'among', scope: [few.ids], ...filters } : { base: 'all', scope: [], ...filters };
  }

  /** The numbers between which the posts are: `ot` and `nt` are times of reception, `c` is the last number of the page before. */
  private async windowOf(person: Person, order: Order, input: ReaderInput): Promise<[after: number, before: number]> {
    const [from, until] = [momentOf(input.one('ot') ?? ''), momentOf(input.one('nt') ?? '')];
    let after = from ? await this.lastUntil(person, new Date(from.getTime() - 1)) : 0;
    let before = until ? (await this.lastUntil(person, until)) + 1 : Number.MAX_SAFE_INTEGER;
    const reached = reachedOf(input);
    if (reached !== undefined) {
      if (order === 'oldest') after = Math.max(after, reached);
      else before = Math.min(before, reached);
    }
    return [after, before];
  }

  private async lastUntil({ tenantId }: Person, moment: Date): Promise<number> {
    const [last] = await this.database.read({ tenantId }, lastNumber, moment.toISOString());
    return last?.number ?? 0;
  }
}
