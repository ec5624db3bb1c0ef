import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { isRedisAway } from '#platform/redis';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { countInPostgres } from '../sessions/session-counts.js';
import type { RebalancePlan } from './rebalance-plan.js';
import { type Rebalanced, type RebalanceOptions, Rebalancer } from './rebalancer.js';
import { replicasIn } from './replication.js';
import type { ShardCount } from './shard-memory.js';
import { addressOf, type ShardServer } from './shard-servers.js';
import type { Shard, ShardsView } from './shards.dto.js';
import { shardProblems } from './shards.errors.js';
import { ShardsRedis } from './shards-redis.js';
import { rangesOf } from './slot-ranges.js';

/** The servers that store the sessions. */
@Injectable()
export class Shards {
  constructor(
    private readonly settings: Settings,
    private readonly redis: ShardsRedis,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `shards_unreachable` (503) */
  async view(): Promise<ShardsView> {
    const { topology } = this.redis;
    if (topology === 'postgres') return { topology, shards: [await this.postgres()] };
    try {
      // The shard that stores the counts may be the one that is down.
      const counts = await this.redis.memory.counts().catch(() => new Map<string, ShardCount>());
      const shards = await this.redis.withServers((servers) =>
        Promise.all(servers.map((server) => shardOf(server, counts.get(server.id)))),
      );
      return { topology, shards };
    } catch (cause) {
      throw isRedisAway(cause) ? shardProblems.shards_unreachable({}, { cause }) : cause;
    }
  }

  /**
   * The moves that a rebalancing would make now, and how many slots an interrupted one left open.
   *
   * @throws Problem `shards_not_clustered` (409), `shards_unhealthy` (503), `shards_unreachable` (503)
   */
  async plan(): Promise<{ plan: RebalancePlan; open: number }> {
    return this.rebalancer().plan();
  }

  /**
   * Rebalances the shards now, while they serve; first finishes or undoes what an interrupted rebalancing left open.
   *
   * @throws Problem `shards_being_rebalanced` (409) and those of `plan`
   */
  async rebalance({ signal, progress }: Pick<RebalanceOptions, 'signal' | 'progress'> = {}): Promise<Rebalanced> {
    const begin = ({ moves }: RebalancePlan, finished: number) =>
      this.record('auth.shards.rebalance', { planned: moves.length, finished });
    const done = await this.rebalancer().rebalance({ signal, progress, begin });
    await this.record('auth.shards.rebalanced', { planned: done.plan.moves.length, moved: done.moved });
    return done;
  }

  private rebalancer(): Rebalancer {
    if (this.redis.topology !== 'cluster') throw shardProblems.shards_not_clustered();
    return new Rebalancer(this.settings, this.redis.client);
  }

  private record(action: string, details: Record<string, string | number>): Promise<void> {
    const entry = { action, targetKind: 'shards', targetId: 'cluster', details };
    return this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => this.audit.record(tx, entry));
  }

  /** One server has all sessions, and counts them on demand. */
  private async postgres(): Promise<Shard> {
    const counts = await countInPostgres(this.database, new Date());
    return {
      id: 'postgres',
      address: 'postgresql',
      role: 'primary',
      answers: true,
      replicas: [],
      slots: null,
      ranges: [],
      open: 0,
      sessions: counts.reduce((sum, { sessions }) => sum + sessions, 0),
      countedAt: new Date(),
    };
  }
}

async function shardOf({ id, address, server, node, replicas }: ShardServer, count?: ShardCount): Promise<Shard> {
  const info = await server.info('replication').catch(() => undefined);
  const silent = replicas.map((replica) => ({
    address: addressOf(replica),
    following: false,
    lagBytes: null,
    lagSeconds: null,
  }));
  return {
    id,
    address,
    role: 'primary',
    answers: info !== undefined,
    replicas: info === undefined ? silent : replicasIn(info),
    slots: node?.slots.length ?? null,
    ranges: rangesOf(node?.slots ?? []),
    open: node?.open.length ?? 0,
    sessions: count?.sessions ?? null,
    countedAt: count ? new Date(count.countedAt) : null,
  };
}
