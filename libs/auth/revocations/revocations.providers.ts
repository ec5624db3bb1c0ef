import type { Provider } from '@nestjs/common';
import { Revocations } from '#platform/access';
import { Settings } from '#platform/config';
import { Database, Notifications } from '#platform/database';
import { redisConfigured } from '#platform/redis';
import { SessionStore } from '../session-store/session-store.js';
import { FollowedRevocations } from './followed-revocations.js';
import { PostgresRevocationFeed } from './postgres-revocation-feed.js';
import { PostgresTokenAuthority } from './postgres-token-authority.js';
import { RedisRevocationFeed } from './redis-revocation-feed.js';
import { RedisTokenAuthority } from './redis-token-authority.js';
import { RevocationFeed } from './revocation-feed.js';
import { RevocationLag } from './revocation-lag.js';
import { RevocationMemory } from './revocation-memory.js';
import { ShardTally } from './shard-tally.js';
import { TokenAuthority } from './token-authority.js';

const memory = { provide: RevocationMemory, useFactory: () => new RevocationMemory() };

const feed = {
  provide: RevocationFeed,
  inject: [Settings, Database, Notifications, RevocationLag],
  useFactory: (settings: Settings, database: Database, notifications: Notifications, lag: RevocationLag) =>
    redisConfigured(settings)
      ? new RedisRevocationFeed(settings, lag)
      : new PostgresRevocationFeed(database, notifications, lag),
};

const authority = {
  provide: TokenAuthority,
  inject: [Settings, SessionStore, ShardTally],
  useFactory: (settings: Settings, store: SessionStore, tally: ShardTally) =>
    redisConfigured(settings) ? new RedisTokenAuthority(settings, tally) : new PostgresTokenAuthority(store, tally),
};

/** Revocations and sessions are in Redis where it is configured, else in PostgreSQL. */
export const revocationProviders: Provider[] = [
  RevocationLag,
  memory,
  feed,
  authority,
  { provide: Revocations, useClass: FollowedRevocations },
];
