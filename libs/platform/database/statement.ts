/**
 * One named SQL statement: prepared once a connection, planned once, guarded by the EXPLAIN guard.
 * `Row` is what it returns, `Values` its parameters `$1, $2, …` in order.
 */
export interface Statement<Row extends object, Values extends readonly unknown[]> {
  /** Unique in the deployment, as in `catalog.apps.by-slug`; at most 63 bytes. */
  readonly name: string;
  readonly text: string;
  /** The index that makes it fast, as the EXPLAIN guard must see it; omitted for writes. */
  readonly index?: string;
  /** Never set: it carries the types. */
  readonly types?: { row: Row; values: Values };
}

const known = new Map<string, Statement<object, readonly unknown[]>>();

/**
 * Declares a statement. Every statement of `*.sql.ts` goes through here, so that the guards find it.
 *
 * @throws Error at load when the name is taken by another text or longer than 63 bytes.
 */
export function statement<Row extends object, Values extends readonly unknown[] = []>(
  definition: Pick<Statement<Row, Values>, 'name' | 'text' | 'index'>,
): Statement<Row, Values> {
  const twin = known.get(definition.name);
  if (twin && twin.text !== definition.text) throw new Error(`The statement ${definition.name} is declared twice.`);
  if (Buffer.byteLength(definition.name) > 63) throw new Error(`The name ${definition.name} is longer than 63 bytes.`);
  known.set(definition.name, definition as Statement<object, readonly unknown[]>);
  return definition;
}

/** Every statement declared by the loaded modules, for the EXPLAIN guard. */
export function declaredStatements(): readonly Statement<object, readonly unknown[]>[] {
  return [...known.values()];
}
