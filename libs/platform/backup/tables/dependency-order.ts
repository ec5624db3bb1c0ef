/** What stands in an order by what it refers to. */
interface Dependent {
  readonly name: string;
  readonly references: readonly string[];
}

/** The same, each after what it refers to; those that refer to each other come last, as they were. */
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
