import type { ChainedLine, ChainHead } from './audit-chain.sql.js';
import { hashOf, ROOT } from './line-form.js';

/**
 * What is wrong with the first line that is: it says something else than when it was sealed, it is
 * not there, it stands at another line's place, or nobody sealed it.
 */
export type Breach = 'altered' | 'missing' | 'reordered' | 'foreign';

/** The first place where a chain does not hold. */
export interface BrokenLine {
  readonly breach: Breach;
  /** The place, from 1. */
  readonly seq: number;
  /** The line that stands there; null where none does. */
  readonly id: string | null;
}

/** Follows one chain from its root, a run of lines at a time. */
export class ChainWalk {
  private hash: Buffer = ROOT;
  private seq = 0;

  /** How many lines held so far. */
  get verified(): number {
    return this.seq;
  }

  /** Goes on over the next lines in order of their places; a line that does not hold counts as altered. */
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
   * What an altered line turns out to be, looking at those behind it: out of order where another
   * fits its place and itself a later one, foreign where it fits none.
   *
   * @param following some hundred at most: every one is tried at every place
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

  /** Whether the chain ends where its head says, once all its lines were followed. */
  end(head: ChainHead | undefined): BrokenLine | undefined {
    const last = head?.seq ?? 0;
    if (this.seq < last) return { breach: 'missing', seq: this.seq + 1, id: null };
    if (head && this.seq === last && !head.hash.equals(this.hash)) return { breach: 'altered', seq: last, id: null };
    return undefined;
  }
}
