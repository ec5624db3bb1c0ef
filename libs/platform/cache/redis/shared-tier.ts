import { Injectable } from '@nestjs/common';
import type { CachedAnswer } from '../cached-answer.js';
import type { Fill } from '../fill.js';
import { EVERY_ANSWER } from './owed-tags.js';
import { packAnswer, unpackAnswer } from './packed-answer.js';
import { SharedRedis } from './shared-redis.js';
import { TagVersions, versionKey } from './tag-versions.js';

/** In bytes. Larger answers are not shared: one value must not delay Redis for all processes. */
const LARGEST = 1_048_576;

/** An answer from another process. */
export interface SharedAnswer {
  readonly answer: CachedAnswer;
  /** Milliseconds, more than 0. */
  readonly freshForMs: number;
}

/** The tier of the cache that processes share; without a Redis it does nothing. */
@Injectable()
export class SharedTier {
  constructor(
    private readonly redis: SharedRedis,
    private readonly versions: TagVersions,
  ) {}

  /** Whether Redis is configured and reachable. */
  get reachable(): boolean {
    return this.redis.reachable;
  }

  /**
   * Looks for the answer of a fill, in one round trip. If there is none, the answer that the fill makes is
   * stored for the other processes. Never rejects: without Redis the handler runs.
   */
  async find(fill: Fill): Promise<SharedAnswer | undefined> {
    const tags = [EVERY_ANSWER, ...fill.tags];
    if (!this.versions.trusted(tags)) return undefined;
    try {
      const [packed, ...found] = await this.redis.read([answerKey(fill), ...tags.map(versionKey)]);
      const shared = packed === undefined ? undefined : stillValid(packed, found);
      if (shared) return shared;
      const versions = await this.versions.completed(tags, found);
      void fill.answer.then((answer) => answer && this.keep(fill, answer, versions));
    } catch {
      // The breaker logs it, once.
    }
    return undefined;
  }

  private async keep(fill: Fill, answer: CachedAnswer, versions: readonly string[]): Promise<void> {
    if (answer.body.length > LARGEST) return;
    const { ttl } = fill;
    const value = packAnswer({ answer, versions, filledAt: Date.now(), ttl });
    await this.redis.write([{ key: answerKey(fill), value, ttl: ttl * 1000 }]).catch(() => undefined);
  }
}

const answerKey = ({ key }: Fill) => `answer ${key}`;

/** The answer, if its tags still have the versions with which it was stored. */
function stillValid(packed: string, present: readonly (string | undefined)[]): SharedAnswer | undefined {
  const { answer, versions, filledAt, ttl } = unpackAnswer(packed);
  // The clocks of two machines differ: no answer is fresh for longer than its `ttl`.
  const freshForMs = Math.min(filledAt - Date.now(), 0) + ttl * 1000;
  const valid = versions.length === present.length && versions.every((version, i) => version === present[i]);
  return valid && freshForMs > 0 ? { answer, freshForMs } : undefined;
}
