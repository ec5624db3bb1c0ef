import { type Statement, statement, type TotalOf, totalOf } from '#platform/database';
import { type MemberSort, memberSorts } from './member.js';
import { type MemberRow, memberColumns } from './members.sql.js';

/** What a list is narrowed by, in the order in which their values come first in each statement. */
export const memberFilters = ['search', 'role', 'state'] as const;
export type MemberFilter = (typeof memberFilters)[number];

/** The columns that a sort walks by, the last one unique, and the index that has them in this order. */
const sortColumns = {
  createdAt: { keys: ['created_at', 'id'], index: 'creation' },
  '-createdAt': { keys: ['created_at', 'id'], index: 'creation' },
  name: { keys: ['name_key', 'id'], index: 'name' },
  email: { keys: ['email'], index: 'email' },
  '-lastSignInAt': { keys: ['sign_in_key', 'id'], index: 'sign_in' },
} as const satisfies Record<MemberSort, object>;

type Way = 'after' | 'offset';
type Values = readonly (string | number)[];

/** One for each set of filters, sort and way to walk, so that each is planned for its own index. */
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
 * The statement of one list. Its values are those of the filters (a search has six: from and up to
 * which address, which name, and which name with its last word first), then `after`: the sort keys of the last row, and a
 * limit; or `offset`: a limit and how many rows to pass over.
 */
export function memberList(filters: readonly MemberFilter[], sort: MemberSort, way: Way) {
  return lists.get(listName(filters, sort, way)) as Statement<MemberRow, Values>;
}

/** The total of one list; its values are those of the filters. */
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
 * As in `users_by_name` and, led by a filter, `users_by_role_name`. Of two filters the planner
 * walks that of the one that leaves fewer rows; a search reads the three indexes that it names and sorts
 * what it finds, or where much is found walks the sort's.
 */
function indexOf([first, ...others]: readonly MemberFilter[], sort: MemberSort): { index?: string } {
  if (first === 'search' || others.length > 0) return {};
  const { index } = sortColumns[sort];
  if (!first) return { index: index === 'email' ? 'users_email' : `users_by_${index}` };
  return { index: `users_by_${first}_${index}` };
}

/** A prefix as a range: the operators of LIKE would not reach an index under row level security. */
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
