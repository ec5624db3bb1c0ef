import { createHmac, randomBytes } from 'node:crypto';

/** Downloads of one version that an address can have counted on one day: offices and schools share addresses. */
const MOST_A_DAY = 5;
/** Addresses in memory, at most: the oldest is forgotten. */
const MOST_ADDRESSES = 200_000;

/**
 * How many downloads of a version each address has had counted today, so that nobody raises a count by asking again. Addresses
 * are hashed with a key that is random, never stored, and another each day: who reads this memory finds no visitor in it.
 */
export class CountedAddresses {
  private day = '';
  private key = Buffer.alloc(0);
  private readonly counts = new Map<string, number>();

  /**
   * Counts one more download, unless the address has had its share of that version.
   *
   * @param day of UTC, as in `2026-11-21`
   */
  take(address: string, versionId: string, day: string): boolean {
    if (day !== this.day) {
      this.counts.clear();
      this.key = randomBytes(32);
      this.day = day;
    }
    const hash = createHmac('sha256', this.key).update(`${versionId} ${address}`).digest('base64url');
    const taken = this.counts.get(hash) ?? 0;
    if (taken >= MOST_A_DAY) return false;
    this.counts.set(hash, taken + 1);
    if (this.counts.size > MOST_ADDRESSES) this.counts.delete(this.counts.keys().next().value as string);
    return true;
  }
}
