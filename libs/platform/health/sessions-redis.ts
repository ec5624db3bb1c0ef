import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '#platform/config';
import { assertWritable, closeRedis, openRedis, type RedisClient, redisConfigured } from '#platform/redis';

/** Milliseconds after which the Redis counts as unreachable; a sign-in waits no longer either. */
const TIMEOUT_MS = 1000;

/** The Redis of the sessions, as the readiness sees it. Its connection opens with the first probe. */
@Injectable()
export class SessionsRedis implements OnApplicationShutdown {
  /** Whether Redis holds the sessions; otherwise PostgreSQL does. */
  readonly configured: boolean;
  private client: RedisClient | undefined;

  constructor(private readonly settings: Settings) {
    this.configured = redisConfigured(settings);
  }

  /** @throws Error where Redis does not answer within a second, or would refuse a new session */
  async assertWritable(): Promise<void> {
    this.client ??= openRedis(this.settings, {
      name: 'readiness',
      commandTimeoutMs: TIMEOUT_MS,
      lazy: true,
      quiet: true,
    });
    await assertWritable(this.client);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.client) await closeRedis(this.client);
  }
}
