import { Controller, Get } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { ShardRates } from './shard-rates.js';
import { ShardsDto } from './shards.dto.js';
import { Shards } from './shards.service.js';

@Tag('Platform: auth', 'For operators: invitations to any tenant, and the servers that store sessions.')
@Controller('v1/platform/auth/shards')
export class ShardsController {
  constructor(
    private readonly shards: Shards,
    private readonly rates: ShardRates,
  ) {}

  /**
   * Read the shards that store sessions: slots, sessions, replicas, and the number and duration of validations.
   *
   * @remarks With a Redis Cluster each shard is a primary with its replicas; otherwise there is one shard.
   */
  @Get()
  @Allow('platform.auth.read')
  @Priority('normal')
  @Answers('shards_unreachable', 'sessions_unavailable')
  async listShards(): Promise<ShardsDto> {
    const { topology, shards } = await this.shards.view();
    const validations = this.rates.look();
    return { topology, shards: shards.map((shard) => ({ ...shard, validations: validations(shard) })) };
  }
}
