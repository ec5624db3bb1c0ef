/** An item that refers to others by name. */
interface Dependent {
  readonly name: string;
  readonly references: readonly string[];
}

/** The items in an order in which each comes after those that it refers to; items in a cycle come last, in their given order. */
export function dependencyOrder<T extends Dependent>(items: readonly T[]): T[] {
  const ordered: T[] = [];
  let rest = [...items];
  while (rest.length > 0) {
    const names = new Set(rest.map(({ name }) => name));
    const free = rest.filter((item) => item.references.every((other) => other === item.name || !names.has(other)));
    if (free.length === 0) return [...ordered, ...rest];
    ordered.push(...free);
    rest = rest.filter((item) => !free.includes(item));
  }
  return ordered;
}
