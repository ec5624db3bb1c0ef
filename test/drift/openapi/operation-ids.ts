import type { PlacedOperation } from './operations.js';

/**
 * The id of an operation, which generators make a method of. A handler of one word gets the noun of its controller:
 * `list` of `AppsController` is `listApps`, `read` is `readApp`. A longer name, as `signOut`, is the id itself.
 */
export function operationId(controller: string, handler: string): string {
  if (/[A-Z]/.test(handler)) return handler;
  const noun = controller.replace(/Controller$/, '');
  return `${handler}${handler === 'list' ? noun : singular(noun)}`;
}

function singular(noun: string): string {
  return noun.replace(/ies$/, 'y').replace(/s$/, '');
}

/** @throws Error where two operations have one id */
export function assertUniqueIds(operations: readonly PlacedOperation[]): void {
  const places = Map.groupBy(operations, ({ operation }) => operation.operationId);
  for (const [id, [first, second]] of places) {
    if (!first || !second) continue;
    const both = [first, second].map(({ method, path }) => `${method} ${path}`).join(' and ');
    throw new Error(`${both} are both called ${id}: rename one of the handlers.`);
  }
}
