import { type Statement, statement, type TotalOf, totalOf } from '#platform/database';
import { type TenantSort, tenantSorts } from './tenants.js';
import { columns, type TenantRow } from './tenants.sql.js';

/** The filters of a list, in the order of their values, which are the first values of each statement. */
export const tenantFilters = ['search', 'product', 'plan', 'state'] as const;
export type TenantFilter = (typeof tenantFilters)[number];

type Values = readonly (string | number)[];

/** One statement for each set of filters, sort and pagination, so that each is planned for its own index. */
const lists = new Map<string, Statement<TenantRow, Values>>();
const totals = new Map<string, TotalOf<Values>>();

for (const filters of subsets(tenantFilters)) {
  for (const sort of tenantSorts) {
    declareList(filters, sort, 'after');
    declareList(filters, sort, 'offset');
  }
  declareTotal(filters);
}

/**
 * The statement of one list. Its values are those of the filters, then for `after` the sort key and
 * id of the last row and a limit, or for `offset` a limit and an offset.
 */
export function tenantList(filters: readonly TenantFilter[], sort: TenantSort, way: 'after' | 'offset') {
  return lists.get(listName(filters, sort, way)) as Statement<TenantRow, Values>;
}

/** The total of one list; its values are those of the filters. */
export function tenantTotal(filters: readonly TenantFilter[]) {
  return totals.get(filters.join('+')) as TotalOf<Values>;
}

function listName(filters: readonly TenantFilter[], sort: TenantSort, way: 'after' | 'offset'): string {
  return ['tenants.list', ...filters, sort, way].join('.');
}

function declareList(filters: readonly TenantFilter[], sort: TenantSort, way: 'after' | 'offset'): void {
  const name = listName(filters, sort, way);
  const key = sort.endsWith('name') ? 'name_key' : 'created_at';
  const descending = sort.startsWith('-');
  const n = filters.length;
  const after = way === 'after' ? [`(${key}, id) ${descending ? '<' : '>'} ($${n + 1}, $${n + 2})`] : [];
  const text = `select ${columns} from tenants.tenants ${where([...conditions(filters), ...after])}
    order by ${descending ? `${key} desc, id desc` : `${key}, id`}
    ${way === 'after' ? `limit $${n + 3}` : `limit $${n + 1} offset $${n + 2}`}`;
  lists.set(name, statement({ name, text, ...indexOf(filters, sort) }));
}

function declareTotal(filters: readonly TenantFilter[]): void {
  const name = ['tenants.total', ...filters].join('.');
  totals.set(filters.join('+'), totalOf({ name, text: `select from tenants.tenants ${where(conditions(filters))}` }));
}

/**
 * The index of a list: `tenants_by_name` or `tenants_by_creation`, read in either direction, or the
 * same led by a filter, as in `tenants_by_product_name`. Of several filters the planner uses the
 * index of the most selective one. A search reads `tenants_by_text` and sorts the results, or reads
 * the sort's index where there are many.
 */
function indexOf([first, ...others]: readonly TenantFilter[], sort: TenantSort): { index?: string } {
  if (first === 'search' || others.length > 0) return {};
  return { index: ['tenants_by', ...(first ? [first] : []), sort.endsWith('name') ? 'name' : 'creation'].join('_') };
}

function conditions(filters: readonly TenantFilter[]): string[] {
  return filters.map((filter, i) => (filter === 'search' ? `search_text like $${i + 1}` : `${filter} = $${i + 1}`));
}

function where(all: readonly string[]): string {
  return all.length > 0 ? `where ${all.join(' and ')}` : '';
}

function subsets(all: readonly TenantFilter[]): TenantFilter[][] {
  const sets: TenantFilter[][] = [[]];
  for (const item of all) sets.push(...sets.map((set) => [...set, item]));
  return sets;
}
