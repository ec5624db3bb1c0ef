import { createHmac, hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { uuidOf } from '#platform/ids';

/** Lines that are remembered, to tell the same ones apart: those of a log stand within the same second. */
const MOST_REMEMBERED = 100_000;

/**
 * Ids of events by the lines of one file: the same in each run over it. The same line again is another event, unless 100,000
 * others came in between.
 */
export class ContentIds {
  private readonly repetitions = new LRUCache<string, number>({ max: MOST_REMEMBERED });

  /** @param key another for each tenant; secret where the id must not tell what the line holds to somebody who guesses it */
  constructor(private readonly key: string | Buffer) {}

  /** The id of the next line, a UUIDv8. */
  next(line: string): string {
    const digest = createHmac('sha256', this.key).update(line).digest('base64url');
    const repetition = (this.repetitions.get(digest) ?? -1) + 1;
    this.repetitions.set(digest, repetition);
    const bytes = hash('sha256', `${digest} ${repetition}`, 'buffer').subarray(0, 16);
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
    return uuidOf(bytes);
  }
}
