import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '#platform/ids';
import { OwedTags } from './owed-tags.js';
import { SharedRedis } from './shared-redis.js';

const PAY_AGAIN_MS = 500;
/** Longer than any answer is stored: its freshness, a day at most, and a day as a stale copy. */
export const VERSION_TTL_MS = 3 * 24 * 60 * 60 * 1000;
const TAGS_A_WRITE = 500;

/** The key of the version of a tag. */
export const versionKey = (tag: string) => `tag ${tag}`;

/**
 * The versions of tags in Redis. An invalidation replaces them; a shared answer stores the versions that
 * were read before the database was, and is valid as long as they are the current ones. No version is used
 * twice, so a version that is lost, evicted or written late can only invalidate answers.
 */
@Injectable()
export class TagVersions implements OnApplicationShutdown {
  private readonly owed = new OwedTags();
  private payment: NodeJS.Timeout | undefined;

  constructor(private readonly redis: SharedRedis) {}

  onApplicationShutdown(): void {
    clearTimeout(this.payment);
  }

  /** Whether this process may use shared answers with these tags. */
  trusted(tags: readonly string[]): boolean {
    return this.owed.allow(tags);
  }

  /**
   * The versions to store with a fill; call it before the database is read.
   *
   * @param found the versions that Redis has of these tags; a tag without one gets a new one
   */
  async completed(tags: readonly string[], found: readonly (string | undefined)[]): Promise<string[]> {
    const missing = tags.filter((_tag, i) => found[i] === undefined);
    const fresh = newId();
    await this.write(missing, fresh);
    return found.map((version) => version ?? fresh);
  }

  /** Lets the versions of these tags outlive an answer that is stored with them now. @throws Error when Redis does not answer */
  prolong(tags: readonly string[]): Promise<void> {
    return this.redis.prolong(tags.map(versionKey), VERSION_TTL_MS);
  }

  /**
   * Writes new versions of tags after a commit; until that succeeds, this process uses no shared answer with
   * them. Never rejects.
   *
   * @param id the id of the invalidation, used as the new version
   * @returns whether it succeeded; if not, this process tries again until it does
   */
  renew(id: string, tags: readonly string[]): Promise<boolean> {
    return this.owing(id, tags, () => this.write(tags, id));
  }

  /** The same for an invalidation that may have been carried out before: answers filled since then stay valid. */
  renewOnce(id: string, tags: readonly string[]): Promise<boolean> {
    return this.owing(id, tags, async () => {
      const found = await this.redis.read(tags.map(versionKey));
      const old = tags.filter((_tag, i) => found[i] !== undefined && found[i] !== id);
      // Not the id again: after a later version, answers with the id would become valid again.
      await this.write(old, newId());
    });
  }

  /** Another process could not renew these tags: this process uses no shared answer with them until it has renewed them. */
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
      if (!this.trusted(tags)) this.payLater(PAY_AGAIN_MS);
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
      // Still unreachable; the breaker logs it.
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
