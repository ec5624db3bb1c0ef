import type { OnApplicationShutdown } from '@nestjs/common';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { closeRedis, type RedisClient } from '#platform/redis';
import {
  CLOCK_MARGIN_SECONDS,
  FIRST_WAIT_SECONDS,
  LONGEST_WAIT_SECONDS,
  type TryCounter,
  TryCounters,
  type TryPace,
} from './try-counters.js';

/**
 * Takes a turn of a pace, whose key says when the next turn is due, in milliseconds since 1970 by the clock of Redis. No two
 * callers take the same turn. One that is due later than any may be was taken by a clock that was ahead. Returns 0; or the milliseconds until a turn is free, and then writes nothing.
 */
const takeScript = `
  local key, every_ms, saved_ms, longest_ms = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local seconds, microseconds = unpack(redis.call('TIME'))
  local now = seconds * 1000 + math.floor(microseconds / 1000)
  local due = math.max(now, tonumber(redis.call('GET', key) or '0'))
  if due > now + longest_ms then due = now end
  local wait = due - now - saved_ms
  if wait > 0 then return wait end
  due = due + every_ms
  redis.call('SET', key, string.format('%.0f', due), 'PX', string.format('%.0f', due - now))
  return 0`;

/** Makes the next turn due one turn earlier. One script, as the key may expire, and DECRBY alone would make it anew without a TTL. */
const putBackScript = `
  local key, every_ms = KEYS[1], ARGV[1]
  if redis.call('EXISTS', key) == 1 then redis.call('DECRBY', key, every_ms) end`;

/** Counts in Redis, where it is configured. A counter has two keys: its tries, and the turn taken by a try beyond the free ones. */
export class RedisTryCounters extends TryCounters implements OnApplicationShutdown {
  private readonly tries: RateLimiterRedis;
  private readonly turns: RateLimiterRedis;

  constructor(private readonly storeClient: RedisClient) {
    super();
    // Points and duration are given with each call; a turn has one point.
    this.tries = new RateLimiterRedis({ storeClient, keyPrefix: 'palier:tries', points: 1, duration: 1 });
    this.turns = new RateLimiterRedis({ storeClient, keyPrefix: 'palier:turns', points: 1, duration: 1 });
  }

  override async closedFor(counters: readonly TryCounter[]): Promise<number> {
    const turns = await Promise.all(counters.map((counter) => this.turns.get(nameOf(counter))));
    const waits = turns.map((turn) => (turn ? secondsOf(turn) : 0));
    return Math.max(0, ...waits.filter((seconds) => seconds <= LONGEST_WAIT_SECONDS + CLOCK_MARGIN_SECONDS));
  }

  override async count(counters: readonly TryCounter[]): Promise<number> {
    const counted: TryCounter[] = [];
    for (const counter of counters) {
      const closed = await this.countOne(counter);
      if (closed === 0) {
        counted.push(counter);
        continue;
      }
      await Promise.all([this.uncount(counter), this.giveBack(counted)]);
      return closed;
    }
    return 0;
  }

  override async giveBack(counters: readonly TryCounter[]): Promise<void> {
    await Promise.all(counters.flatMap((counter) => [this.uncount(counter), this.turns.delete(nameOf(counter))]));
  }

  override async forget(counters: readonly TryCounter[]): Promise<void> {
    const names = counters.map(nameOf);
    await Promise.all(names.flatMap((name) => [this.tries.delete(name), this.turns.delete(name)]));
  }

  override async take(pace: TryPace, most: number): Promise<number> {
    const every = pace.everySeconds * 1000;
    const longest = pace.saved * every + CLOCK_MARGIN_SECONDS * 1000;
    const wait = await this.storeClient.eval(takeScript, 1, paceName(pace), every, (most - 1) * every, longest);
    return Math.ceil(Number(wait) / 1000);
  }

  override async putBack(pace: TryPace): Promise<void> {
    await this.storeClient.eval(putBackScript, 1, paceName(pace), pace.everySeconds * 1000);
  }

  async onApplicationShutdown(): Promise<void> {
    await closeRedis(this.storeClient);
  }

  private async countOne(counter: TryCounter): Promise<number> {
    const { consumedPoints, msBeforeNext } = await this.tries.penalty(nameOf(counter), 1, windowOf(counter));
    if (msBeforeNext > (counter.limit.windowSeconds + CLOCK_MARGIN_SECONDS) * 1000) {
      // Redis keeps keys by its clock: this one was ahead.
      await this.forget([counter]);
      return this.countOne(counter);
    }
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

  private uncount(counter: TryCounter): Promise<RateLimiterRes> {
    return this.tries.reward(nameOf(counter), 1, windowOf(counter));
  }
}

const nameOf = ({ key }: TryCounter) => key.toString('base64url');
const paceName = ({ key }: TryPace) => `palier:paces:${key.toString('base64url')}`;
const windowOf = ({ limit }: TryCounter) => ({ customDuration: limit.windowSeconds });
const secondsOf = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));
