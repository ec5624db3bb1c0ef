import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '#platform/config';
import { closeRedis, openRedis, type RedisClient, redisTopology } from '#platform/redis';
import { ShardMemory } from './shard-memory.js';
import { type ShardServer, withShardServers } from './shard-servers.js';
import type { ShardTopology } from './shards.dto.js';

const TIMEOUT_MS = 2000;

/** A connection for inspecting shards, separate from those that serve requests; opened when it is first needed. */
@Injectable()
export class ShardsRedis implements OnApplicationShutdown {
  readonly topology: ShardTopology;
  private opened?: RedisClient;

  constructor(private readonly settings: Settings) {
    this.topology = redisTopology(settings)?.kind ?? 'postgres';
  }

  get client(): RedisClient {
    this.opened ??= openRedis(this.settings, { name: 'shards', commandTimeoutMs: TIMEOUT_MS, lazy: true });
    return this.opened;
  }

  get memory(): ShardMemory {
    return new ShardMemory(this.client);
  }

  withServers<T>(work: (servers: readonly ShardServer[]) => Promise<T>): Promise<T> {
    return withShardServers(this.settings, this.client, work);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.opened) await closeRedis(this.opened);
  }
}
