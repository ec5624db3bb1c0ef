import type { ChainedLine, ChainHead } from './audit-chain.sql.js';
import { hashOf, ROOT } from './line-form.js';

/**
 * What is wrong with the first invalid line: its content was changed, it is missing, it is at the place of
 * another line, or it was never appended to the chain.
 */
export type Breach = 'altered' | 'missing' | 'reordered' | 'foreign';

/** The first invalid place of a chain. */
export interface BrokenLine {
  readonly breach: Breach;
  /** The place, from 1. */
  readonly seq: number;
  /** The line at that place; null when there is none. */
  readonly id: string | null;
}

/** Verifies one chain from its root, a batch of lines at a time. */
export class ChainWalk {
  private hash: Buffer = ROOT;
  private seq = 0;

  /** How many lines were valid so far. */
  get verified(): number {
    return this.seq;
  }

  /** Verifies the next lines, in order; an invalid line is reported as altered. */
  follow(lines: readonly ChainedLine[]): BrokenLine | undefined {
    for (const line of lines) {
      const expected = this.seq + 1;
      if (line.seq > expected) return { breach: 'missing', seq: expected, id: null };
      if (line.seq < expected) return { breach: 'foreign', seq: line.seq, id: line.id };
      const hash = hashOf(this.hash, line, expected);
      if (!hash.equals(line.hash)) return { breach: 'altered', seq: expected, id: line.id };
      this.hash = hash;
      this.seq = expected;
    }
    return undefined;
  }

  /**
   * Classifies an invalid line by the lines after it: reordered when another line fits its place and it fits a
   * later place; foreign when another line fits its place and it fits none; otherwise altered.
   *
   * @param following about a hundred at most: each is tried at every place
   */
  breachOf(line: ChainedLine, following: readonly ChainedLine[]): Breach {
    const hashes = [line, ...following].map(({ hash }) => hash);
    const place = this.seq + 1;
    const fits = (candidate: ChainedLine, previous: Buffer, at: number) => {
      const hash = hashOf(previous, candidate, at);
      return hashes.some((chained) => chained.equals(hash));
    };
    if (!following.some((other) => fits(other, this.hash, place))) return 'altered';
    const later = following.some((_, i) => hashes.some((previous) => fits(line, previous, place + 1 + i)));
    return later ? 'reordered' : 'foreign';
  }

  /** Verifies that the chain ends at its head; call it once all lines were verified. */
  end(head: ChainHead | undefined): BrokenLine | undefined {
    const last = head?.seq ?? 0;
    if (this.seq < last) return { breach: 'missing', seq: this.seq + 1, id: null };
    if (head && this.seq === last && !head.hash.equals(this.hash)) return { breach: 'altered', seq: last, id: null };
    return undefined;
  }
}
