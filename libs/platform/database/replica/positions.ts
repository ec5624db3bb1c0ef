/** Samples that are kept, at most: those of the longest lag, and some more. */
const MOST = 650;

/** Positions in the write-ahead log of the primary, in bytes, and when it had surely written no further. */
export class Positions {
  /** Both ascend. */
  private samples: { at: number; readonly position: number }[] = [];

  /** @param at before the primary was asked, on the monotonic clock */
  note(at: number, position: number): void {
    const last = this.samples.at(-1);
    // Another server is the primary now, which has not received all that the former one wrote.
    if (last && position < last.position) this.samples = [];
    else if (last?.position === position) {
      last.at = at;
      return;
    }
    this.samples.push({ at, position });
    if (this.samples.length > MOST) this.samples.shift();
  }

  /**
   * Up to which moment a replica that has replayed up to `position` has all that was committed; -Infinity where that is not
   * known. What was committed before a sample was asked for is before its position.
   */
  completeUpTo(position: number): number {
    const behind = this.samples.findLastIndex((sample) => sample.position <= position);
    if (behind < 0) return Number.NEGATIVE_INFINITY;
    this.samples.splice(0, behind);
    return this.samples[0]?.at ?? Number.NEGATIVE_INFINITY;
  }
}
