import { type Statement, statement } from '#platform/database';
import { type TotalOf, totalOf } from '#platform/lists';
import type { AuditLine } from './audit-line.js';

/** The filters besides time, in the order of their values. */
export const lineFilters = ['action', 'actor', 'target'] as const;
export type LineFilter = (typeof lineFilters)[number];

type Values = readonly (string | number)[];

const columnOf: Record<LineFilter, string> = { action: 'action', actor: 'actor_id', target: 'target_id' };
/** Values for the samples of statements. */
const sampleOf: Record<LineFilter, string> = { action: 'test.thing.made-1', actor: 'actor-1', target: 'target-1' };
const columns = 'id, at, actor_kind, actor_id, action, target_kind, target_id, details, request_id';

/** One statement for each set of filters, so that each is planned for its own index. */
const lists = new Map<string, Statement<AuditLine, Values>>();
const totals = new Map<string, TotalOf<Values>>();

for (const filters of subsets(lineFilters)) {
  declareList(filters);
  declareTotal(filters);
}

/**
 * The lines, the latest first. Values: the least id, the id that all are below, the values of the filters,
 * the limit, and the offset.
 */
export function linesFound(filters: readonly LineFilter[]): Statement<AuditLine, Values> {
  return lists.get(filters.join('+')) as Statement<AuditLine, Values>;
}

/** The total number of lines. Values: the two ids and the values of the filters. */
export function linesTotal(filters: readonly LineFilter[]): TotalOf<Values> {
  return totals.get(filters.join('+')) as TotalOf<Values>;
}

/**
 * Merges the lines that are not in the chain yet with those that are, each in the order of its index.
 */
function declareList(filters: readonly LineFilter[]): void {
  const [limit, offset] = [`$${filters.length + 3}::bigint`, `$${filters.length + 4}::bigint`];
  const part = (table: string, seq: string) =>
    `(select ${columns}, ${seq} as seq from platform.${table} ${where(filters)} order by id desc limit ${limit} + ${offset})`;
  const text = `select id, at, actor_kind as "actorKind", actor_id as "actorId", action, target_kind as "targetKind",
      target_id as "targetId", details, request_id as "requestId", seq::float8 as seq
    from (${part('audit_lines', 'null::bigint')} union all ${part('audit_chain', 'seq')}) as found
    order by id desc limit ${limit} offset ${offset}`;
  const [name, sample] = [['audit.list', ...filters].join('.'), [...sampleUnder(filters), 20, 100]];
  lists.set(filters.join('+'), statement({ name, text, sample, ...indexOf(filters) }));
}

function declareTotal(filters: readonly LineFilter[]): void {
  const part = (table: string) => `select from platform.${table} ${where(filters)}`;
  const text = `${part('audit_lines')} union all ${part('audit_chain')}`;
  const [name, sample] = [['audit.total', ...filters].join('.'), sampleUnder(filters)];
  totals.set(filters.join('+'), totalOf<Values>({ name, text, sample }));
}

/** Of all times. */
function sampleUnder(filters: readonly LineFilter[]): Values {
  const ids = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  return [...ids, ...filters.map((filter) => sampleOf[filter])];
}

/** The index of the chain; the few lines that are not in the chain yet are read by their primary key. */
function indexOf([first, ...others]: readonly LineFilter[]): { index?: string } {
  if (others.length > 0) return {};
  return { index: first ? `audit_chain_by_${first}` : 'audit_chain_pkey' };
}

function where(filters: readonly LineFilter[]): string {
  const narrowed = filters.map((filter, i) => ` and ${columnOf[filter]} = $${i + 3}`);
  return `where id >= $1::uuid and id < $2::uuid${narrowed.join('')}`;
}

function subsets(all: readonly LineFilter[]): LineFilter[][] {
  const sets: LineFilter[][] = [[]];
  for (const item of all) sets.push(...sets.map((set) => [...set, item]));
  return sets;
}
