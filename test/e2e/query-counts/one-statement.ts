import { type AnyList, declaredLists, nameOf } from '#platform/lists';
import type { ApiList, Query } from '../../support/api-lists.js';
import { givenChecks } from '../../support/statements.js';
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
 * those that admit the caller: in every order and under every filter. Those of a declared list must be its own, or those of a
 * list of the same rows. A list in memory sends none of its own, and a cached answer neither.
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
    const { after, numbered, filters } = statementsBeside(found[0], order.sort);
    await expectOf({ ...order, limit: 50, cursor: String(next) }, after);
    if (!list.parameters.includes('page')) continue;
    for (const given of filters) await expectOf({ ...order, ...given, page: 2, pageSize: 1 }, ...numbered(given));
  }
}

/** The statements of a list beside one that was sent: by their names where it is declared, else any. */
function statementsBeside(found: string, sort: string | undefined) {
  const list = declaredLists().find(({ name }) => found.startsWith(`${name}.list.`));
  if (!list) return { after: found, numbered: () => [found, expect.any(String)], filters: [{}] };
  // Under the filters that both have, the rows may be found in another way, which another statement prepares.
  const twin = declaredLists().find(({ sameRowsAs }) => sameRowsAs === list);
  const fits = (of: AnyList, given: Query) =>
    Object.keys(given).every((name) => name in of.filters) &&
    (of.always ?? []).every((name) => name in given || !(name in list.filters));
  const under = ({ filters, always = [] }: AnyList, given: Query) =>
    Object.keys(filters).filter((name) => name in given || always.includes(name));
  const rows = (of: AnyList, given: Query, way: string) =>
    nameOf([of.name, 'list', ...under(of, given), sort ?? of.defaultSort, way]);
  const { samples = {} } = givenChecks().lists[list.name] ?? {};
  const each = Object.keys(list.filters)
    .filter((name) => !list.always?.includes(name))
    .map((name): Query => ({ [name]: samples[name] as string }));
  return {
    after: rows(list, {}, 'after'),
    numbered: (given: Query) => {
      const [of, ...before] = twin && fits(twin, given) ? [twin, expect.any(String)] : [list];
      return [...before, rows(of, given, 'near'), nameOf([of.name, 'total', ...under(of, given)])];
    },
    /** None, each alone, and all of them. */
    filters: [{}, ...each, ...(each.length > 1 ? [Object.assign({}, ...each) as Query] : [])],
  };
}
