import { Command } from 'ioredis';

/** The slot of a key in a Cluster, 0 to 16,383: computed from the part in braces, if any. */
export function slotOf(key: string): number {
  return new Command('get', [key]).getSlot() as number;
}
