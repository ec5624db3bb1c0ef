/**
 * A named SQL statement: prepared once per connection and checked by the EXPLAIN guard with its line of `test/statements`.
 * `Row` is the type of its rows, `Values` are its parameters `$1, $2, …` in order.
 */
export interface Statement<Row extends object, Values extends readonly unknown[]> {
  /** Unique in the application, such as `catalog.apps.by-slug`; at most 63 bytes. */
  readonly name: string;
  readonly text: string;
  /**
   * Whether its times are the texts that JSON has for them, as in `2026-01-15T09:30:00.123Z`, and strings in the type of the
   * row, instead of a Date each. For rows that are answered as they are read: making and serialising Dates takes longer than
   * all else that their rows need.
   */
  readonly timesAsText?: boolean;
  /**
   * Whether it is planned each time. A prepared plan of when the table was small goes through all of it for each value, until
   * PostgreSQL analyses the table: for statements that join many values with a table that may fill within a minute.
   */
  readonly plannedEachTime?: boolean;
  /**
   * Whether a streaming replica may answer it (DATABASE_READ_URL), where it is read by `Database.read` or `unscopedRead` outside
   * transactions. Its rows may then lack commits of others of the last moment, never the caller's own.
   *
   * For what people look through or take away whole: pages of dashboards, searches, exports, archives, the lists of operators.
   * Not for what decides on a write, on access or on a quota; what is kept, in the cache or elsewhere, as if it were new; what
   * is the result of an operation, or is loaded again when an event tells of it; and not for jobs' turns, whose commits are not
   * flushed at once. Routes that cache, and members' routes that check strictly, read from the primary in any case.
   */
  readonly onReplica?: true;
  /** Never set: it only carries the types. */
  readonly types?: { row: Row; values: Values };
}

const known = new Map<string, Statement<object, readonly unknown[]>>();

/**
 * Declares a statement, whose text follows. Every statement of `*.sql.ts` is declared here, so that the EXPLAIN guard finds it.
 *
 * `${…}` puts SQL into the text, such as the columns that statements share. Values are never a part of it: they are `$1, $2, …`.
 *
 * @throws Error at load when another statement has the name, or the name is longer than 63 bytes.
 * @example
 * export const appBySlug = statement<AppRow, [slug: string]>('catalog.apps.by-slug')`
 *   select ${columns} from catalog.apps where slug = $1`;
 */
export function statement<Row extends object, Values extends readonly unknown[] = []>(
  name: string,
  options: Omit<Statement<Row, Values>, 'name' | 'text' | 'types'> = {},
): (text: TemplateStringsArray, ...sql: readonly (string | number)[]) => Statement<Row, Values> {
  if (Buffer.byteLength(name) > 63) throw new Error(`The name ${name} is longer than 63 bytes.`);
  return (strings, ...sql) => {
    const text = String.raw({ raw: strings }, ...sql).trim();
    const twin = known.get(name);
    if (twin && twin.text !== text) throw new Error(`The statement ${name} is declared twice.`);
    const declared: Statement<Row, Values> = { name, text, ...options };
    known.set(name, declared as Statement<object, readonly unknown[]>);
    return declared;
  };
}

/**
 * Declares the statement that waits for an advisory lock, which is held until the transaction ends.
 *
 * @param key SQL for the text that names the lock; versions that run at once must agree on it
 * @example export const lockFilters = advisoryLock<[tenantId: string]>('feeds.filters.lock-all', "'feeds.filters.' || $1");
 */
export const advisoryLock = <Values extends readonly string[] = []>(name: string, key: string) =>
  statement<object, Values>(name)`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;

/** Every statement declared by the loaded modules, for the EXPLAIN guard. */
export function declaredStatements(): readonly Statement<object, readonly unknown[]>[] {
  return [...known.values()];
}

/**
 * The condition that a value is among those of an array, as in `id = ${anyOf('$1::uuid[]')}`, for arrays of any length, mostly
 * of few elements.
 *
 * From the array itself the planner reads how many elements it has. Of one element fewer rows are expected than of an array that
 * is not known yet, for which PostgreSQL takes ten, so that it would plan the statement anew at each execution, which takes
 * longer than reading the rows. From a subquery it expects the same in both cases, and keeps the plan.
 *
 * @param array a parameter with its type, as in `$1::uuid[]`
 */
export const anyOf = (array: string): string => `any (array(select unnest(${array})))`;

/** Gives the next parameter at each call, `$2` first for 2: for conditions that do not know their place. */
export function placesFrom(first: number): () => string {
  let next = first;
  return () => `$${next++}`;
}
