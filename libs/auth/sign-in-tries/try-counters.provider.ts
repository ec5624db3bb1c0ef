import type { FactoryProvider } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { openRedis, redisConfigured } from '#platform/redis';
import { PostgresTryCounters } from './postgres-try-counters.js';
import { RedisTryCounters } from './redis-try-counters.js';
import { TryCounters } from './try-counters.js';

/** A sign-in goes on without its count rather than wait longer. */
const PATIENCE_MS = 500;

export const tryCounters: FactoryProvider<TryCounters> = {
  provide: TryCounters,
  inject: [Settings, Database],
  useFactory: (settings: Settings, database: Database) =>
    redisConfigured(settings)
      ? new RedisTryCounters(openRedis(settings, { name: 'sign-in', commandTimeoutMs: PATIENCE_MS, lazy: true }))
      : new PostgresTryCounters(database),
};
