import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '#platform/ids';
import { SharedRedis } from './shared-redis.js';
import { UnwrittenTags } from './unwritten-tags.js';

const RETRY_MS = 500;
/** Longer than any answer is stored: its freshness, a day at most, and a day as a stale copy. */
export const VERSION_TTL_MS = 3 * 24 * 60 * 60 * 1000;
const TAGS_A_WRITE = 500;

/** The key of the version of a tag. */
export const versionKey = (tag: string) => `tag ${tag}`;

/**
 * The versions of tags in Redis. An invalidation replaces them; a shared answer stores the versions that
 * were read before the database was, and is valid as long as they are the current ones.
 *
 * What always holds; README.md of `cache` shows by the orders in which a fill and a write can meet what each is for:
 * - No version is used twice: each text is new and is sent to Redis for a tag once. So one that is lost, evicted or written
 *   late can only invalidate answers.
 * - While Redis may lack the version of an invalidation of which this process knows, it uses no shared answer with these tags.
 */
@Injectable()
export class TagVersions implements OnApplicationShutdown {
  private readonly unwritten = new UnwrittenTags();
  private retrying: NodeJS.Timeout | undefined;

  constructor(private readonly redis: SharedRedis) {}

  onApplicationShutdown(): void {
    clearTimeout(this.retrying);
  }

  /** Whether this process may use shared answers with these tags. */
  trusted(tags: readonly string[]): boolean {
    return this.unwritten.hasNone(tags);
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
    return this.untilWritten(id, tags, () => this.write(tags, id));
  }

  /** The same for an invalidation that may have been carried out before: answers filled since then stay valid. */
  renewOnce(id: string, tags: readonly string[]): Promise<boolean> {
    return this.untilWritten(id, tags, async () => {
      const found = await this.redis.read(tags.map(versionKey));
      const old = tags.filter((_tag, i) => found[i] !== undefined && found[i] !== id);
      // Not the id again: after a later version, answers with the id would become valid again.
      await this.write(old, newId());
    });
  }

  /** Another process could not renew these tags: this process uses no shared answer with them until it has renewed them. */
  distrust(id: string, tags: readonly string[]): void {
    if (!this.redis.configured) return;
    this.unwritten.add(id, tags);
    this.retryIn(0);
  }

  private async untilWritten(id: string, tags: readonly string[], write: () => Promise<void>): Promise<boolean> {
    if (!this.redis.configured) return true;
    this.unwritten.add(id, tags);
    try {
      await write();
      this.unwritten.remove(id, tags);
      return true;
    } catch {
      return false;
    } finally {
      if (!this.trusted(tags)) this.retryIn(RETRY_MS);
    }
  }

  private retryIn(ms: number): void {
    this.retrying ??= setTimeout(() => void this.retry(), ms).unref();
  }

  private async retry(): Promise<void> {
    const unwritten = this.unwritten.list();
    const tags = unwritten.map(({ tag }) => tag);
    try {
      await this.write(tags, newId());
      for (const { id, tag } of unwritten) this.unwritten.remove(id, [tag]);
    } catch {
      // Still unreachable; the breaker logs it.
    }
    this.retrying = undefined;
    if (this.unwritten.size > 0) this.retryIn(RETRY_MS);
  }

  private async write(tags: readonly string[], version: string): Promise<void> {
    for (let i = 0; i < tags.length; i += TAGS_A_WRITE) {
      const some = tags.slice(i, i + TAGS_A_WRITE);
      await this.redis.write(some.map((tag) => ({ key: versionKey(tag), value: version, ttl: VERSION_TTL_MS })));
    }
  }
}
