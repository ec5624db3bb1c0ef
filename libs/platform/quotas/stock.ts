import type { Statement } from '#platform/database';

/** Something that a tenant holds a number of, as in apps or bytes. */
export interface Stock {
  /** As in the plans: `apps`, `storageBytes`. */
  readonly name: string;
  /** Counts it anew, under the tenant's scope; what was taken must equal it at all times. */
  readonly count: Statement<{ total: number }, []>;
}

const known = new Map<string, Stock>();

/**
 * Declares a stock, in the context whose rows it counts.
 *
 * @throws Error at load when the name is declared twice
 */
export function declareStock(stock: Stock): Stock {
  if (known.has(stock.name)) throw new Error(`The stock ${stock.name} is declared twice.`);
  known.set(stock.name, stock);
  return stock;
}

/** Every stock of the loaded modules. */
export function declaredStocks(): readonly Stock[] {
  return [...known.values()];
}
