import type { RedisClient } from '#platform/redis';
import type { SessionCount } from '../session-store/session-count.js';

/** The last count of a shard. */
export interface ShardCount {
  /** As `host:port`. */
  readonly address: string;
  /** 0 without a Cluster. */
  readonly slots: number;
  readonly sessions: number;
  /** In milliseconds since 1970. */
  readonly countedAt: number;
}

const COUNTS = 'palier:{shards}:counts';
const REGIONS = 'palier:{shards}:regions';
const ABOVE = 'palier:{shards}:above';
/** Longer than any pause between counts; shards that were removed are deleted after it. */
const KEPT_MS = 15 * 60_000;

/** The last count of all shards together, by tenant and region. */
export interface RegionCounts {
  /** In milliseconds since 1970. */
  readonly countedAt: number;
  readonly counts: readonly SessionCount[];
}

/** What the jobs know of the shards, by shard id. Stored in Redis, so that every process can read it and it survives a restart. */
export class ShardMemory {
  constructor(private readonly client: RedisClient) {}

  async storeCounts(counts: ReadonlyMap<string, ShardCount>): Promise<void> {
    await this.replace(COUNTS, Object.fromEntries([...counts].map(([id, count]) => [id, JSON.stringify(count)])));
  }

  async counts(): Promise<Map<string, ShardCount>> {
    const stored = Object.entries(await this.client.hgetall(COUNTS));
    return new Map(stored.map(([id, text]) => [id, JSON.parse(text) as ShardCount]));
  }

  async storeRegions(regions: RegionCounts): Promise<void> {
    await this.client.set(REGIONS, JSON.stringify(regions), 'PX', KEPT_MS);
  }

  /** Undefined where no worker has counted in the last quarter of an hour. */
  async regions(): Promise<RegionCounts | undefined> {
    const text = await this.client.get(REGIONS);
    return text === null ? undefined : (JSON.parse(text) as RegionCounts);
  }

  /**
   * Records which shards are overloaded now.
   *
   * @param now milliseconds since 1970
   * @returns since when each has been overloaded without interruption
   */
  async noteAbove(ids: readonly string[], now: number): Promise<Map<string, number>> {
    const known = await this.client.hgetall(ABOVE);
    const since = new Map(ids.map((id) => [id, Number(known[id] ?? now)]));
    await this.replace(ABOVE, Object.fromEntries([...since].map(([id, at]) => [id, String(at)])));
    return since;
  }

  private async replace(key: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const change = this.client.multi().del(key);
    if (Object.keys(fields).length > 0) change.hset(key, fields).pexpire(key, KEPT_MS);
    await change.exec();
  }
}
