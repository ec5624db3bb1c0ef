import type { OnApplicationShutdown } from '@nestjs/common';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { closeRedis, type RedisClient } from '#platform/redis';
import { FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, type TryCounter, TryCounters } from './try-counters.js';

/** In Redis, where there is one. A counter is two keys: its tries, and the turn that one beyond the free ones takes. */
export class RedisTryCounters extends TryCounters implements OnApplicationShutdown {
  private readonly tries: RateLimiterRedis;
  private readonly turns: RateLimiterRedis;

  constructor(private readonly storeClient: RedisClient) {
    super();
    // Points and duration come with each counter; a turn is there once.
    this.tries = new RateLimiterRedis({ storeClient, keyPrefix: 'palier:tries', points: 1, duration: 1 });
    this.turns = new RateLimiterRedis({ storeClient, keyPrefix: 'palier:turns', points: 1, duration: 1 });
  }

  override async closedFor(_tenantId: string, counters: readonly TryCounter[]): Promise<number> {
    const turns = await Promise.all(counters.map((counter) => this.turns.get(nameOf(counter))));
    return Math.max(0, ...turns.map((turn) => (turn ? secondsOf(turn) : 0)));
  }

  override async count(tenantId: string, counters: readonly TryCounter[]): Promise<number> {
    const counted: TryCounter[] = [];
    for (const counter of counters) {
      const closed = await this.countOne(counter);
      counted.push(counter);
      if (closed === 0) continue;
      await this.giveBack(tenantId, counted);
      return closed;
    }
    return 0;
  }

  override async giveBack(_tenantId: string, counters: readonly TryCounter[]): Promise<void> {
    await Promise.all(counters.map((counter) => this.tries.reward(nameOf(counter), 1, windowOf(counter))));
  }

  override async forget(_tenantId: string, counters: readonly TryCounter[]): Promise<void> {
    const names = counters.map(nameOf);
    await Promise.all(names.flatMap((name) => [this.tries.delete(name), this.turns.delete(name)]));
  }

  async onApplicationShutdown(): Promise<void> {
    await closeRedis(this.storeClient);
  }

  private async countOne(counter: TryCounter): Promise<number> {
    const { consumedPoints, msBeforeNext } = await this.tries.penalty(nameOf(counter), 1, windowOf(counter));
    const beyond = consumedPoints - counter.limit.free;
    if (beyond < 0) return 0;
    const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** beyond, LONGEST_WAIT_SECONDS, Math.ceil(msBeforeNext / 1000));
    try {
      await this.turns.consume(nameOf(counter), 1, { customDuration: Math.max(1, wait) });
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return secondsOf(refusal);
    }
  }
}

const nameOf = ({ key }: TryCounter) => key.toString('base64url');
const windowOf = ({ limit }: TryCounter) => ({ customDuration: limit.windowSeconds });
const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));
