import { declaredLists, statementsOf } from '#platform/lists';
import { committedOperations, parametersOf } from '../../support/openapi.js';

type Query = Readonly<Record<string, string | number>>;

/** A list of the API, known by its parameters `limit` and `cursor`. */
export interface ApiList {
  readonly operation: string;
  readonly path: string;
  /** Undefined for a public list. */
  readonly permission: string | undefined;
  /** The names of its query parameters. */
  readonly parameters: readonly string[];
  readonly orders: readonly Query[];
}

/** What a list answers, and the statements that the request sent. */
export interface ListAnswer {
  readonly status: number;
  readonly sent: readonly string[];
  readonly rows: number;
  readonly next: string | null;
  /** Whether the answer is cached for everybody. */
  readonly cached: boolean;
}

export const apiLists: readonly ApiList[] = committedOperations.flatMap((placed) => {
  const { method, path, operation } = placed;
  const query = parametersOf(placed).filter((parameter) => parameter.in === 'query');
  const parameters = query.map(({ name }) => name);
  if (!parameters.includes('limit') || !parameters.includes('cursor')) return [];
  const sorts = query.find(({ name }) => name === 'sort')?.schema.enum as string[] | undefined;
  const orders = sorts?.map((sort) => ({ sort })) ?? [{}];
  return [{ operation: `${method} ${path}`, path, permission: operation['x-permission'], parameters, orders }];
});

/**
 * Expects that a list sends one statement for any number of rows, and one more for the total of numbered pages, besides
 * those that admit the caller: in every order and under every filter. Those of a declared list must be its own. A list
 * in memory sends none.
 */
export async function expectOneStatement(list: ApiList, ask: (query: Query) => Promise<ListAnswer>): Promise<void> {
  // Refused once the caller is admitted, before the list is read.
  const { sent: admission } = await ask({ limit: 0 });
  const read = async (query: Query) => {
    const { status, sent, ...answer } = await ask(query);
    expect([query, status, sent.slice(0, admission.length)]).toEqual([query, 200, admission]);
    return { ...answer, ways: [query, ...sent.slice(admission.length).map(wayOf)] };
  };

  for (const order of list.orders) {
    const [few, many] = [
      { ...order, limit: 1 },
      { ...order, limit: 50 },
    ];
    const first = await read(few);
    const [, ...ways] = first.ways;
    expect(first.ways).toEqual([few, ...ways.slice(0, 1)]);
    const all = await read(many);
    expect(all.ways).toEqual([many, ...ways]);
    if (all.cached) expect((await ask(many)).sent).toEqual([]);
    const [way] = ways;
    if (typeof way !== 'string') continue;
    expect(all.rows).toBeGreaterThan(1);
    const rest = { ...many, cursor: first.next ?? 'none, though there are more rows' };
    expect((await read(rest)).ways).toEqual([rest, way.replace(/ at$/, ' after')]);
    if (!list.parameters.includes('page')) continue;
    const total = way.endsWith(' at') ? way.replace(/at$/, 'total') : expect.any(String);
    for (const filters of filtersOf(way)) {
      const page = { ...order, ...filters, page: 1 };
      expect((await read(page)).ways).toEqual([page, way, total]);
    }
  }
}

/** A statement of a declared list by the list and how it finds rows, as in `auth.members after`; others by their name. */
function wayOf(name: string): string {
  for (const list of declaredLists())
    for (const { statement, way } of statementsOf(list)) if (statement.name === name) return `${list.name} ${way}`;
  return name;
}

/** No filter, each of a declared list alone, and all of them. */
function filtersOf(way: string): Query[] {
  const { filters = {} } = declaredLists().find(({ name }) => way === `${name} at`) ?? {};
  const each = Object.entries(filters).map(([name, { sample }]) => ({ [name]: sample }));
  return [{}, ...each, ...(each.length > 1 ? [Object.assign({}, ...each)] : [])];
}
