import { REMEMBERED_MS } from './revocation.js';

/** How far back an interruption is looked over, in milliseconds: a replica that took over may have lost the latest ids. */
const OVERLAP_MS = 10_000;

/** How far a stream of Redis was read. */
export class StreamPlace {
  private highest: string;

  /** The id after which to read on. */
  from: string;

  constructor(now: number) {
    this.from = `${now - REMEMBERED_MS}-0`;
    this.highest = this.from;
  }

  /** Notes that an entry was read. @returns whether it is the first time */
  advance(id: string): boolean {
    this.from = id;
    if (!isAfter(id, this.highest)) return false;
    this.highest = id;
    return true;
  }

  /** Goes back, since what answers now may not be what answered before. */
  rewind(now: number): void {
    this.from = `${Math.max(msOf(this.highest) - OVERLAP_MS, now - REMEMBERED_MS)}-0`;
  }
}

/** When Redis gave an entry its id, in milliseconds since 1970, by its own clock. */
export const msOf = (id: string) => Number(id.split('-')[0]);

function isAfter(a: string, b: string): boolean {
  const [ms, sequence] = [msOf(a) - msOf(b), Number(a.split('-')[1]) - Number(b.split('-')[1])];
  return ms > 0 || (ms === 0 && sequence > 0);
}
