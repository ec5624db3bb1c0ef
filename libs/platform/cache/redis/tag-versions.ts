import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '#platform/ids';
import { OwedTags } from './owed-tags.js';
import { SharedRedis } from './shared-redis.js';

const PAY_AGAIN_MS = 500;
/** As long as an answer may live. */
const VERSION_TTL_MS = 24 * 60 * 60 * 1000;
const TAGS_A_WRITE = 500;

/** Where the version of a tag stands. */
export const versionKey = (tag: string) => `tag ${tag}`;

/**
 * The versions of tags in Redis. An invalidation replaces them; a shared answer carries those that
 * were read before the database was, and holds as long as they are the present ones. No version
 * is ever used twice, so one that is lost, evicted or set late makes answers void and none valid.
 */
@Injectable()
export class TagVersions implements OnApplicationShutdown {
  private readonly owed = new OwedTags();
  private payment: NodeJS.Timeout | undefined;

  constructor(private readonly redis: SharedRedis) {}

  onApplicationShutdown(): void {
    clearTimeout(this.payment);
  }

  /** Whether what is shared under these tags may be believed in this process. */
  believed(tags: readonly string[]): boolean {
    return this.owed.allow(tags);
  }

  /**
   * The versions to fill under; call it before the database is read.
   *
   * @param found what was read of these tags; those that have no version are given one
   */
  async completed(tags: readonly string[], found: readonly (string | undefined)[]): Promise<string[]> {
    const missing = tags.filter((_tag, i) => found[i] === undefined);
    const fresh = newId();
    await this.write(missing, fresh);
    return found.map((version) => version ?? fresh);
  }

  /**
   * Gives tags new versions after a commit; until that is done nothing shared under them is believed here.
   *
   * @param id of the invalidation: the new version, which no other has
   * @returns whether it is done; if not, it is tried again until it is. Never rejects.
   */
  renew(id: string, tags: readonly string[]): Promise<boolean> {
    return this.owing(id, tags, () => this.write(tags, id));
  }

  /** The same, where it may have been done before: answers filled since then stay. */
  renewOnce(id: string, tags: readonly string[]): Promise<boolean> {
    return this.owing(id, tags, async () => {
      const found = await this.redis.read(tags.map(versionKey));
      const old = tags.filter((_tag, i) => found[i] !== undefined && found[i] !== id);
      // Not the id again: where a later version took its place, answers of that time would hold once more.
      await this.write(old, newId());
    });
  }

  /** Another process could not renew these: nothing shared under them is believed here until this one has. */
  distrust(id: string, tags: readonly string[]): void {
    if (!this.redis.configured) return;
    this.owed.owe(id, tags);
    this.payLater(0);
  }

  private async owing(id: string, tags: readonly string[], renewal: () => Promise<void>): Promise<boolean> {
    if (!this.redis.configured) return true;
    this.owed.owe(id, tags);
    try {
      await renewal();
      this.owed.settle(id, tags);
      return true;
    } catch {
      return false;
    } finally {
      if (!this.believed(tags)) this.payLater(PAY_AGAIN_MS);
    }
  }

  private payLater(ms: number): void {
    this.payment ??= setTimeout(() => void this.pay(), ms).unref();
  }

  private async pay(): Promise<void> {
    const debts = this.owed.list();
    const tags = debts.map(({ tag }) => tag);
    try {
      await this.write(tags, newId());
      for (const { id, tag } of debts) this.owed.settle(id, [tag]);
    } catch {
      // Still away, as its breaker says.
    }
    this.payment = undefined;
    if (this.owed.size > 0) this.payLater(PAY_AGAIN_MS);
  }

  private async write(tags: readonly string[], version: string): Promise<void> {
    for (let i = 0; i < tags.length; i += TAGS_A_WRITE) {
      const some = tags.slice(i, i + TAGS_A_WRITE);
      await this.redis.write(some.map((tag) => ({ key: versionKey(tag), value: version, ttl: VERSION_TTL_MS })));
    }
  }
}
