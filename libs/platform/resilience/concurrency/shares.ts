import type { Priority } from '#platform/routes';

/** A priority as a number, to index and to compare: the least important first. */
export type Rank = 0 | 1 | 2;

/** From the least important on. */
export const priorities: readonly Priority[] = ['sheddable', 'normal', 'vital'];

const ranks: Readonly<Record<Priority, Rank>> = { sheddable: 0, normal: 1, vital: 2 };

/** The part of all places that a priority may use together with those below it: the rest is there for those above it. */
const parts: Readonly<Record<Priority, number>> = { sheddable: 1 / 2, normal: 3 / 4, vital: 1 };

export const rankOf = (priority: Priority): Rank => ranks[priority];

/** How many of `all` places a priority may use, together with those below it; at least one. */
export function shareOf(priority: Priority, all: number): number {
  return Math.max(1, Math.floor(all * parts[priority]));
}
