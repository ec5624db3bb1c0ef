import { createHash } from 'node:crypto';

/**
 * The position of a key for a flag, from 0 up to 100: the same in every process and after every
 * restart, so that a growing percentage only adds keys. Each flag distributes keys independently.
 */
export function shareOf(flag: string, key: string): number {
  const digest = createHash('sha256').update(`${flag}\n${key}`).digest();
  return (digest.readUInt32BE() / 0x1_0000_0000) * 100;
}
