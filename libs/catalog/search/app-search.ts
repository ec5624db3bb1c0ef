import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { Degradation, declareDegradation } from '#platform/degradation';
import { answerList, type KeyType, type ListAnswer, type ListQuery } from '#platform/lists';
import { sortKey } from '#platform/text-normalisation';
import { ReadsInTurns } from '#platform/turns';
import type { AppSort } from '../apps/apps.dto.js';
import type { AppRow } from '../apps/apps.sql.js';
import { catalogProblems } from '../catalog.errors.js';
import { type AppFilters, filterQuery } from './app-filters.js';
import type { FacetsDto, SuggestionDto } from './search.dto.js';
import {
  countFacets,
  countFound,
  findApps,
  type Matching,
  type Order,
  orders,
  similarApps,
  suggestApps,
} from './search.sql.js';

/** A total up to this is counted, and page numbers reach no farther. */
const counted = 100_000;

/** Values of each facet, at most. */
const mostValues = 20;

const fuzzySearch = declareDegradation('catalog.fuzzy-search', {
  from: 2,
  en: 'Searches find words only as they are spelled; names that resemble them are not guessed.',
  fr: 'Les recherches ne trouvent les mots que tels qu’ils sont écrits ; les noms ressemblants ne sont pas devinés.',
});

/** How many names are suggested at most, and how few with what was typed call for those that resemble it. */
const suggested = { most: 10, few: 5 };

/** Searches that wait, of a store and of all. */
const mostWaiting = { ofStore: 50, inAll: 500 };

/**
 * Finds apps of a store by words, tags, licence and author, in turns: a search of frequent words reads a large part of a
 * store, where a list reads one page.
 */
@Injectable()
export class AppSearch {
  private readonly inTurns: ReadsInTurns;

  constructor(
    private readonly database: Database,
    private readonly degradation: Degradation,
    settings: Settings,
  ) {
    this.inTurns = new ReadsInTurns(database, settings, {
      waiting: mostWaiting.inAll,
      waitingOfTenant: mostWaiting.ofStore,
      assumedMs: 200,
      busy: catalogProblems.search_busy,
    });
  }

  /** @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400), `search_busy` (503) */
  find(tenantId: string, query: AppFilters & ListQuery & { sort?: AppSort | undefined }): Promise<ListAnswer<AppRow>> {
    const { search, tag, anyTag, licence, author } = query;
    const sort = query.sort ?? (search === undefined ? 'name' : '-relevance');
    const order = sort.replace('-', '') as Order;
    const { type } = orders[order];
    const matching = this.matching(query);
    const rows = (key: string | number | null, id: string | null, most: number, skip: number) => {
      const place = [key === null ? null : String(key), id, most, skip] as const;
      return this.inTurns.read(tenantId, findApps(sort), ...matching, ...place);
    };
    return answerList<AppRow, [KeyType, 'uuid']>(
      {
        shape: {
          list: 'catalog.search',
          tenantId,
          sort,
          filter: { search, tag, anyTag, licence, author },
          types: [type, 'uuid'],
        },
        keysOf: (row) => [keyOf(row, order), row.id],
        at: (offset, limit) => rows(null, null, limit, offset),
        after: ([key, id], limit) => rows(key, id, limit, 0),
        total: () => this.total(tenantId, matching),
      },
      query,
    );
  }

  /** The tags, licences and authors that most matches have. @throws Problem `search_busy` (503) */
  async facets(tenantId: string, filters: AppFilters): Promise<FacetsDto> {
    const given = [...this.matching(filters), mostValues] as const;
    const rows = await this.inTurns.read(tenantId, countFacets, ...given);
    const of = (name: string) =>
      rows.flatMap(({ facet, value, apps }) => (facet === name ? [{ value: value ?? '', apps }] : []));
    return { apps: of('all')[0]?.apps ?? 0, tags: of('tag'), licences: of('licence'), authors: of('author') };
  }

  /**
   * Apps whose name or slug begins with what somebody has typed so far, at most ten; where fewer than five do, then those
   * whose name resembles it.
   *
   * @throws Problem `search_busy` (503), where names are compared
   */
  async suggest(tenantId: string, typed: string): Promise<SuggestionDto[]> {
    const key = sortKey(typed).trim();
    if (key === '') return [];
    const slug = key.replace(/[^a-z0-9]+/g, '-').replace(/^-/, '');
    const rangeOf = (prefix: string) => [prefix, `${prefix}\u{10ffff}`] as const;
    const begun = await this.database.read({ tenantId }, suggestApps, ...rangeOf(key), ...rangeOf(slug || key));
    if (begun.length >= suggested.few || !this.guesses) return begun;
    const similar = await this.inTurns.read(tenantId, similarApps, typed, suggested.most);
    const others = similar.filter((app) => !begun.some(({ slug }) => slug === app.slug));
    return [...begun, ...others.map((app) => ({ ...app, matched: 'similar' as const }))].slice(0, suggested.most);
  }

  private async total(tenantId: string, matching: Matching) {
    const given = [...matching, counted + 1] as const;
    const [found] = await this.inTurns.read(tenantId, countFound, ...given);
    const totalItems = found?.total ?? 0;
    return { totalItems, totalKind: totalItems > counted ? ('estimated' as const) : ('exact' as const) };
  }

  private matching(filters: AppFilters): Matching {
    return [filters.search ?? null, filterQuery(filters), this.guesses];
  }

  private get guesses(): boolean {
    return !this.degradation.cuts(fuzzySearch);
  }
}

function keyOf(row: AppRow, order: Order): string | number {
  if (order === 'name') return row.nameKey;
  if (order === 'createdAt' || order === 'updatedAt') return row[order];
  return row.number ?? 0;
}
