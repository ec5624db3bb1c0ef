import type { OnApplicationShutdown } from '@nestjs/common';
import type { TokenSubject } from '#platform/access';
import type { Settings } from '#platform/config';
import { uuidTime } from '#platform/ids';
import {
  closeRedis,
  isCluster,
  isRedisAway,
  openRedis,
  type RedisClient,
  Replicas,
  replicated,
  slotOf,
  UnreplicatedWrites,
} from '#platform/redis';
import { userKey } from '../session-store/redis-user-keys.js';
import { statusIn } from '../session-store/session-status.js';
import { askReplicas } from './ask-replicas.js';
import { REMEMBERED_MS } from './revocation.js';
import { notPublished, unknown } from './revocations.errors.js';
import type { ShardTally } from './shard-tally.js';
import { isTokenValid, TokenAuthority } from './token-authority.js';

/** A primary that takes longer than 250 ms counts as unreachable. */
const use = { name: 'validations', commandTimeoutMs: 250, lazy: true };
/** A replica may have to be connected to first. */
const REPLICA_MS = 1000;
/** A write waits up to 50 ms for a replica. */
const MARK_MS = 1000;
/** Sets a mark, in milliseconds since 1970, and its TTL, unless a later mark is there: so a repeated write lowers none. */
const RAISE = `
  local key, before, ttl_ms = KEYS[1], ARGV[1], ARGV[2]
  local known = tonumber(redis.call('GET', key) or '0')
  if known <= tonumber(before) then redis.call('SET', key, before, 'PX', ttl_ms) end`;

interface TenantMark {
  readonly tenantId: string;
  /** Milliseconds since 1970. */
  readonly before: number;
}

/** Asks the shards of the user and of the tenant in parallel: the primary, or a trusted replica while it is unreachable. */
export class RedisTokenAuthority extends TokenAuthority implements OnApplicationShutdown {
  private readonly client: RedisClient;
  private readonly marker: RedisClient;
  private readonly replicas: Replicas;
  private readonly unreplicated = new UnreplicatedWrites<TenantMark>(REMEMBERED_MS, (mark) => this.raise(mark));

  constructor(
    settings: Settings,
    private readonly tally: ShardTally,
  ) {
    super();
    this.client = openRedis(settings, use);
    this.marker = openRedis(settings, { name: 'tenant-marks', commandTimeoutMs: MARK_MS, lazy: true });
    this.replicas = new Replicas(settings, this.client, { ...use, commandTimeoutMs: REPLICA_MS });
  }

  async confirm(subject: TokenSubject): Promise<boolean> {
    const { tenantId, userId, sessionId: id } = subject;
    const begun = performance.now();
    const key = userKey(tenantId, userId);
    const [status, mark] = await Promise.all([
      this.ask(key, (client) => statusIn(client, { tenantId, userId, id }, Date.now())),
      this.ask(markKey(tenantId), (client) => client.get(markKey(tenantId))),
    ]);
    this.tally.validated(this.nodeOf(key), performance.now() - begun);
    return isTokenValid(status, subject) && uuidTime(id) > Number(mark ?? 0);
  }

  async markTenant(tenantId: string, before: number): Promise<void> {
    const mark = { tenantId, before };
    try {
      if (!(await this.raise(mark))) this.unreplicated.add(mark);
    } catch (cause) {
      throw notPublished(cause);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.unreplicated.end();
    await Promise.all([closeRedis(this.client), closeRedis(this.marker), this.replicas.close()]);
  }

  private async raise({ tenantId, before }: TenantMark): Promise<boolean> {
    const raised = await replicated(this.marker, (pipeline) =>
      pipeline.eval(RAISE, 1, markKey(tenantId), before, REMEMBERED_MS),
    );
    return raised.replicated;
  }

  private async ask<T>(key: string, read: (client: RedisClient) => Promise<T>): Promise<T> {
    try {
      return await read(this.client);
    } catch (error) {
      if (!isRedisAway(error)) throw unknown(error);
      return askReplicas(await this.replicas.of(key), read);
    }
  }

  /** The name that `GET /v1/platform/auth/shards` shows for the node. */
  private nodeOf(key: string): string {
    if (isCluster(this.client)) return this.client.slots[slotOf(key)]?.[0] ?? 'unknown';
    const { host, port, sentinels, name } = this.client.options;
    return sentinels ? (name ?? 'primary') : `${host}:${port}`;
  }
}

const markKey = (tenantId: string) => `palier:revoked:{${tenantId}}`;
