import type { Provider } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { openRedis, redisConfigured } from '#platform/redis';
import { PostgresSessionStore } from './postgres-session-store.js';
import { RedisSessionStore } from './redis-session-store.js';
import { SessionStore } from './session-store.js';

/** Milliseconds after which the store counts as unavailable: a retry serves a client better than a long wait. */
const PATIENCE_MS = 1000;

/** Sessions are in Redis where the settings name one, else in PostgreSQL. */
export const sessionStoreProvider: Provider = {
  provide: SessionStore,
  inject: [Settings, Database],
  useFactory: (settings: Settings, database: Database): SessionStore => {
    if (!redisConfigured(settings)) return new PostgresSessionStore(database);
    const use = { commandTimeoutMs: PATIENCE_MS, lazy: true };
    const reads = openRedis(settings, { ...use, name: 'session-reads' });
    return new RedisSessionStore(reads, openRedis(settings, { ...use, name: 'session-writes' }));
  },
};
