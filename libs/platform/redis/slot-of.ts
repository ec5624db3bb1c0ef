import { Command } from 'ioredis';

/** The slot of a key in a Cluster, 0 to 16,383: by what stands in its braces where there are any. */
export function slotOf(key: string): number {
  return new Command('get', [key]).getSlot() as number;
}
