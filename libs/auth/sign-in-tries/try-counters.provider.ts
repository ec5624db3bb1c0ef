import type { Provider } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { openRedis, redisConfigured } from '#platform/redis';
import { MemoryTryCounters } from './memory-try-counters.js';
import { PostgresTryCounters } from './postgres-try-counters.js';
import { RedisTryCounters } from './redis-try-counters.js';
import { ResilientTryCounters } from './resilient-try-counters.js';
import { TryCounters } from './try-counters.js';

/** Milliseconds to wait for Redis; afterwards a try is counted in the memory of this process. */
const PATIENCE_MS = 500;

/** A separate provider, so that its connection is closed with the application. */
const SHARED = Symbol('SharedTryCounters');

export const tryCounterProviders: Provider[] = [
  {
    provide: SHARED,
    inject: [Settings, Database],
    useFactory: (settings: Settings, database: Database): TryCounters =>
      redisConfigured(settings)
        ? new RedisTryCounters(openRedis(settings, { name: 'sign-in', commandTimeoutMs: PATIENCE_MS, lazy: true }))
        : new PostgresTryCounters(database),
  },
  {
    provide: TryCounters,
    inject: [SHARED],
    useFactory: (shared: TryCounters): TryCounters => new ResilientTryCounters(shared, new MemoryTryCounters()),
  },
];
