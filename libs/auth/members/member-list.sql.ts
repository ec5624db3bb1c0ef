import { type Statement, statement, type TotalOf, totalOf } from '#platform/database';
import { type MemberSort, memberSorts } from './member.js';
import { type MemberRow, memberColumns } from './members.sql.js';

/** The filters of a list, in the order of their parameters in each statement. */
export const memberFilters = ['search', 'role', 'state'] as const;
export type MemberFilter = (typeof memberFilters)[number];

/** The columns of each sort, the last one unique, and the index with the same order. */
const sortColumns = {
  createdAt: { keys: ['created_at', 'id'], index: 'creation' },
  '-createdAt': { keys: ['created_at', 'id'], index: 'creation' },
  name: { keys: ['name_key', 'id'], index: 'name' },
  email: { keys: ['email'], index: 'email' },
  '-lastSignInAt': { keys: ['sign_in_key', 'id'], index: 'sign_in' },
} as const satisfies Record<MemberSort, object>;

type Way = 'after' | 'offset';
type Values = readonly (string | number)[];

/** One statement per set of filters, sort and paging mode, so that each gets a plan with its own index. */
const lists = new Map<string, Statement<MemberRow, Values>>();
const totals = new Map<string, TotalOf<Values>>();

for (const filters of subsets(memberFilters)) {
  for (const sort of memberSorts) {
    declareList(filters, sort, 'after');
    declareList(filters, sort, 'offset');
  }
  declareTotal(filters);
}

/**
 * The statement of one list. Its parameters are the values of the filters (a search has six: the lower and upper bound
 * of the address, of the name, and of the name with its last word first), then for `after` the sort keys of the last row
 * and a limit, for `offset` a limit and an offset.
 */
export function memberList(filters: readonly MemberFilter[], sort: MemberSort, way: Way) {
  return lists.get(listName(filters, sort, way)) as Statement<MemberRow, Values>;
}

/** The total of one list; its parameters are the values of the filters. */
export function memberTotal(filters: readonly MemberFilter[]) {
  return totals.get(filters.join('+')) as TotalOf<Values>;
}

function listName(filters: readonly MemberFilter[], sort: MemberSort, way: Way): string {
  return ['auth.members.list', ...filters, sort, way].join('.');
}

function declareList(filters: readonly MemberFilter[], sort: MemberSort, way: Way): void {
  const { keys } = sortColumns[sort];
  const descending = sort.startsWith('-');
  const { conditions, next } = conditionsOf(filters);
  const places = keys.map((_, i) => `$${next + i}`);
  const after = way === 'after' ? [`(${keys.join(', ')}) ${descending ? '<' : '>'} (${places.join(', ')})`] : [];
  const limit = way === 'after' ? next + keys.length : next;
  const text = `select ${memberColumns} from auth.users ${where([...conditions, ...after])}
    order by ${keys.map((key) => (descending ? `${key} desc` : key)).join(', ')}
    limit $${limit} ${way === 'offset' ? `offset $${limit + 1}` : ''}`;
  const name = listName(filters, sort, way);
  lists.set(name, statement({ name, text, ...indexOf(filters, sort) }));
}

function declareTotal(filters: readonly MemberFilter[]): void {
  const name = ['auth.members.total', ...filters].join('.');
  const text = `select from auth.users ${where(conditionsOf(filters).conditions)}`;
  totals.set(filters.join('+'), totalOf({ name, text }));
}

/**
 * The index of a list, as `users_by_name` or, with one filter, `users_by_role_name`. With two filters the planner uses
 * the index of the more selective one. A search reads three indexes and sorts the rows that it finds, or reads the
 * index of the sort where it finds many.
 */
function indexOf([first, ...others]: readonly MemberFilter[], sort: MemberSort): { index?: string } {
  if (first === 'search' || others.length > 0) return {};
  const { index } = sortColumns[sort];
  if (!first) return { index: index === 'email' ? 'users_email' : `users_by_${index}` };
  return { index: `users_by_${first}_${index}` };
}

/** A prefix search as a range: under row level security, LIKE could not use an index. */
function conditionsOf(filters: readonly MemberFilter[]): { conditions: string[]; next: number } {
  let next = 1;
  const place = () => `$${next++}`;
  const conditions = filters.map((filter) =>
    filter === 'search'
      ? `(${['email', 'name_key', 'family_key'].map((key) => `${key} >= ${place()} and ${key} < ${place()}`).join(' or ')})`
      : `${filter} = ${place()}`,
  );
  return { conditions, next };
}

function where(all: readonly string[]): string {
  return all.length > 0 ? `where ${all.join(' and ')}` : '';
}

function subsets(all: readonly MemberFilter[]): MemberFilter[][] {
  const sets: MemberFilter[][] = [[]];
  for (const item of all) sets.push(...sets.map((set) => [...set, item]));
  return sets;
}
