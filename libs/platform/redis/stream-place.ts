/** How far to go back after an interruption, in milliseconds: a promoted replica may have lost the latest ids. */
const OVERLAP_MS = 10_000;

/** The position of a reader in a Redis stream. */
export class StreamPlace {
  private highest: string;

  /** The id after which to continue. */
  from: string;

  /** @param lookBackMs milliseconds before `now` from which it begins, and before which it never goes back */
  constructor(
    now: number,
    private readonly lookBackMs: number,
  ) {
    this.from = `${now - lookBackMs}-0`;
    this.highest = this.from;
  }

  /** The id of the latest entry that was read; before the first, an id that no entry has. */
  get last(): string {
    return this.highest;
  }

  /** Records that an entry was read. @returns whether it is the first time */
  advance(id: string): boolean {
    this.from = id;
    if (!isAfter(id, this.highest)) return false;
    this.highest = id;
    return true;
  }

  /** Goes back after an interruption, since another node may answer now. */
  rewind(now: number): void {
    this.from = `${Math.max(msOf(this.highest) - OVERLAP_MS, now - this.lookBackMs)}-0`;
  }
}

/** When Redis made the id of an entry, in milliseconds since 1970, by its own clock. */
export const msOf = (id: string) => Number(id.split('-')[0]);

function isAfter(a: string, b: string): boolean {
  const [ms, sequence] = [msOf(a) - msOf(b), Number(a.split('-')[1]) - Number(b.split('-')[1])];
  return ms > 0 || (ms === 0 && sequence > 0);
}
