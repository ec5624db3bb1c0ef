import { declaredLists } from '#platform/lists';
import type { ApiList, Query } from '../../support/api-lists.js';
import { until } from '../../support/until.js';

/** What a list answers, and the statements that the request sent. */
export interface ListAnswer {
  readonly status: number;
  readonly sent: readonly string[];
  readonly rows: number;
  readonly next: string | null;
}

/**
 * Expects that a list sends one statement for any number of rows, and one more for the total of numbered pages, besides
 * those that admit the caller: in every order and under every filter. Those of a declared list must be its own. A list
 * in memory sends none of its own, and a cached answer neither.
 */
export async function expectOneStatement(list: ApiList, ask: (query: Query) => Promise<ListAnswer>): Promise<void> {
  // Refused once the caller is admitted, before the list is read.
  const { sent: admission } = await ask({ limit: 0 });
  const expectOf = async (query: Query, ...statements: readonly unknown[]): Promise<ListAnswer> => {
    const answer = await ask(query);
    expect([query, answer.status, ...answer.sent]).toEqual([query, 200, ...admission, ...statements]);
    return answer;
  };

  for (const order of list.orders) {
    const { sent } = await ask({ ...order, limit: 2 });
    const found = sent.slice(admission.length, admission.length + 1);
    const { next } = await expectOf({ ...order, limit: 1 }, ...found);
    const { rows } = await expectOf({ ...order, limit: 50 }, ...found);
    // A member's answer is kept once the process knows that it hears of every change.
    if (list.cached) await until(async () => (await ask({ ...order, limit: 50 })).sent.length === admission.length);
    if (!found[0]) continue;
    expect(rows).toBeGreaterThan(1);
    const { at, after, total, filters } = statementsBeside(found[0], order.sort);
    await expectOf({ ...order, limit: 50, cursor: String(next) }, after);
    if (!list.parameters.includes('page')) continue;
    for (const given of filters) await expectOf({ ...order, ...given, page: 2, pageSize: 1 }, at(given), total(given));
  }
}

/** The statements of a list beside one that was sent: by their names where it is declared, else any. */
function statementsBeside(found: string, sort: string | undefined) {
  const list = declaredLists().find(({ name }) => found.startsWith(`${name}.list.`));
  if (!list) return { at: () => found, after: found, total: () => expect.any(String), filters: [{}] };
  const named = (...parts: readonly string[]) => [list.name, ...parts].join('.');
  const { always = [] } = list as { always?: readonly string[] };
  const filters = Object.entries(list.filters);
  const under = (given: Query) =>
    filters.map(([name]) => name).filter((name) => name in given || always.includes(name));
  const rows = (given: Query, way: string) => named('list', ...under(given), sort ?? list.defaultSort, way);
  const each = filters
    .filter(([name]) => !always.includes(name))
    .map(([name, { sample }]): Query => ({ [name]: sample }));
  return {
    at: (given: Query) => rows(given, 'at'),
    after: rows({}, 'after'),
    total: (given: Query) => named('total', ...under(given)),
    /** None, each alone, and all of them. */
    filters: [{}, ...each, ...(each.length > 1 ? [Object.assign({}, ...each) as Query] : [])],
  };
}
