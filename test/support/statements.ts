import { globSync } from 'node:fs';
import { join } from 'node:path';
import { declaredStatements, type Statement } from '#platform/database';
import { type AnyList, declaredLists, type KeyType, statementsOf } from '#platform/lists';
import { samples } from './samples.js';

/** How the EXPLAIN guard checks a statement. */
export interface StatementCheck {
  /** Values with which it is planned, the usual ones; needed by every statement with parameters. */
  readonly sample?: readonly unknown[];
  /** The index that its plan must use; omitted for writes. */
  readonly index?: string;
  /** Why there is nothing to check: the statement reaches no table that grows. */
  readonly unchecked?: string;
  /** The table that a function called by it has to read from end to end, and why. */
  readonly readsWhole?: { readonly table: string; readonly why: string };
}

/** How it checks the statements of a list. */
export interface ListCheck {
  /** For each filter a value that some rows have. */
  readonly samples?: Readonly<Record<string, string>>;
  /** The index for an order under some filters, which are given in the order of their declaration; of a function that of each. */
  readonly index?: string | ((sort: string, filters: readonly string[]) => string | undefined);
}

/** By the names of statements. */
export type StatementChecks = Readonly<Record<string, StatementCheck>>;
/** By the names of lists. */
export type ListChecks = Readonly<Record<string, ListCheck>>;

/** A statement with what the guard knows of it. */
export type CheckedStatement = Pick<Statement<object, readonly unknown[]>, 'name' | 'text' | 'onReplica'> &
  StatementCheck;

/** How indexes call the orders of lists. */
export const orderNames: Readonly<Record<string, string>> = {
  createdAt: 'creation',
  '-createdAt': 'creation',
  '-updatedAt': 'update',
  '-lastSignInAt': 'sign_in',
  email: 'email',
  name: 'name',
  number: 'number',
  title: 'title',
};

/** The lines of all files of `test/statements`. */
export function givenChecks(): { readonly statements: StatementChecks; readonly lists: ListChecks } {
  const root = join(__dirname, '..', '..');
  const files = globSync('test/statements/*.ts', { cwd: root }).map((file) => require(join(root, file)));
  return {
    statements: Object.assign({}, ...files.map(({ statements }) => statements)),
    lists: Object.assign({}, ...files.map(({ lists }) => lists)),
  };
}

/** Every statement that is declared, those of lists too. */
export function checkedStatements(): readonly CheckedStatement[] {
  const { statements, lists } = givenChecks();
  const ofLists = Object.fromEntries(declaredLists().flatMap((list) => checksOf(list, lists[list.name])));
  return declaredStatements().map((statement) => ({
    ...statement,
    ...ofLists[statement.name],
    ...statements[statement.name],
  }));
}

/** The keys of a row. */
const sampleKeys: Record<KeyType, string | number> = {
  text: '7f',
  timestamp: samples.time.toISOString(),
  day: samples.time.toISOString().slice(0, 10),
  uuid: samples.id,
  integer: -30,
};

function checksOf(list: AnyList, { samples = {}, index }: ListCheck = {}): [name: string, StatementCheck][] {
  return statementsOf(list).map(({ statement: { name }, filters, sort, way }) => {
    if (filters.some((filter) => samples[filter] === undefined)) return [name, {}];
    const given = filters.flatMap((filter) => list.filters[filter]?.parameters(samples[filter] as string) ?? []);
    if (way === 'total') return [name, { sample: given }];
    const last = {
      near: [20, 20],
      at: [20, 100],
      after: [...(list.sorts[sort]?.keys ?? []).map(({ type }) => sampleKeys[type]), 21],
    }[way];
    const used = typeof index === 'function' ? index(sort, filters) : index;
    return [name, { sample: [...given, ...last], ...(used && { index: used }) }];
  });
}
