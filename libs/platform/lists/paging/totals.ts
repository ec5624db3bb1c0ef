import { type Statement, statement } from '#platform/database';
import { listProblems } from '../lists.errors.js';

/** The last row that page numbers reach, because OFFSET reads and discards every row before it. */
export const FARTHEST_ROW = 100_000;

/**
 * The OFFSET of a page, counted from 1.
 *
 * @throws Problem `page_out_of_reach` (400) when the page ends past row 100,000.
 */
export function offsetOf(page: number, pageSize: number): number {
  if (page * pageSize > FARTHEST_ROW) throw listProblems.page_out_of_reach({ most: FARTHEST_ROW });
  return (page - 1) * pageSize;
}

/** The greatest total that is counted; larger ones are estimated by the planner. */
export const EXACT_UP_TO = 10_000;

/** How many items a whole list has. */
export interface Total {
  totalItems: number;
  totalKind: 'exact' | 'estimated';
}

/** What a page tells of its list. */
export interface Seen {
  /** Rows that there are at least. */
  readonly rows: number;
  /** Whether there are no more than these. */
  readonly all: boolean;
}

/** The two statements of a total. */
export interface TotalOf<Values extends readonly unknown[]> {
  readonly count: Statement<{ total: number }, Values>;
  /** Without it the count is exact, however large. */
  readonly estimate?: Statement<Plan, Values>;
}

interface Plan {
  'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }];
}

type Run<Values extends readonly unknown[]> = <Row extends object>(
  statement: Statement<Row, Values>,
  ...values: Values
) => Promise<Row[]>;

/**
 * Declares the total of a list.
 *
 * @param matching `SELECT … FROM … WHERE …` of all rows of the list, without order or limit
 */
export function totalOf<Values extends readonly unknown[]>(
  matching: Pick<Statement<object, Values>, 'name' | 'text' | 'onReplica'>,
): TotalOf<Values> {
  const { name, text, onReplica } = matching;
  const options = onReplica && { onReplica };
  return {
    count: statement<{ total: number }, Values>(name, options)`
      SELECT count(*)::int AS total FROM (${text} LIMIT ${EXACT_UP_TO + 1}) AS matching`,
    // Not declared: the EXPLAIN guard checks `count` instead.
    estimate: { name: `${name}:plan`, text: `EXPLAIN (FORMAT JSON) ${text}`, ...options },
  };
}

/**
 * The number of rows of a list without counting them: that of the planner, and at least those that were seen. Exact where all were
 * seen, or where the number is kept and not counted.
 */
export async function estimateTotal<Values extends readonly unknown[]>(
  run: Run<Values>,
  total: TotalOf<Values>,
  seen: Seen,
  ...values: Values
): Promise<Total> {
  if (!total.estimate) return findTotal(run, total, ...values);
  if (seen.all) return { totalItems: seen.rows, totalKind: 'exact' };
  return { totalItems: Math.max(seen.rows, await planned(run, total.estimate, ...values)), totalKind: 'estimated' };
}

/**
 * The number of rows of a list: exact up to 10,000, else estimated, and at least 10,001.
 *
 * @param run a transaction's `run`, or `read` bound to a scope
 */
export async function findTotal<Values extends readonly unknown[]>(
  run: Run<Values>,
  { count, estimate }: TotalOf<Values>,
  ...values: Values
): Promise<Total> {
  const [counted] = await run(count, ...values);
  const exact = counted?.total ?? 0;
  if (exact <= EXACT_UP_TO || !estimate) return { totalItems: exact, totalKind: 'exact' };
  return { totalItems: Math.max(exact, await planned(run, estimate, ...values)), totalKind: 'estimated' };
}

async function planned<Values extends readonly unknown[]>(
  run: Run<Values>,
  estimate: Statement<Plan, Values>,
  ...values: Values
): Promise<number> {
  const [plan] = await run(estimate, ...values);
  return Math.round(plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0);
}
