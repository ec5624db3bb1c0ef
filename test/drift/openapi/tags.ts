import type { OpenAPIObject } from '@nestjs/swagger';
import type { PlacedOperation } from './operations.js';

/**
 * Lists the tags of a document in the order of their paths.
 *
 * @param order beginnings of paths, those to be read first at the head; the longest that fits a path is its place
 */
export function describeTags(
  document: OpenAPIObject,
  operations: readonly PlacedOperation[],
  order: readonly string[],
): void {
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? '');
  const tags = [...byTag].map(([name, placed]) => {
    const [description = ''] = placed.flatMap(({ operation }) => operation['x-tag-description'] ?? []);
    return { name, description, place: Math.min(...placed.map(({ path }) => placeOf(path, order))) };
  });
  for (const { operation } of operations) delete operation['x-tag-description'];
  document.tags = tags.sort((a, b) => a.place - b.place).map(({ name, description }) => ({ name, description }));
}

function placeOf(path: string, order: readonly string[]): number {
  const fitting = order.filter((beginning) => path.startsWith(beginning));
  return order.indexOf(fitting.reduce((longest, each) => (each.length > longest.length ? each : longest), ''));
}
