import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { OutboxRelayModule } from '#platform/outbox';
import { AnsweredReads } from './answered-reads.js';
import { CacheInvalidation } from './cache-invalidation.js';
import { InvalidationFeed } from './invalidation/invalidation-feed.js';
import { InvalidationForwarder } from './invalidation/invalidation-forwarder.js';
import { Invalidations } from './invalidation/invalidations.js';
import { OwnWrites } from './own-writes.js';
import { SharedTierModule } from './redis/shared-tier.module.js';
import { ResponseCacheInterceptor } from './response-cache.interceptor.js';
import { ResponseCache } from './response-cache.js';

/** A request that Redis does not answer in this time is answered from the database. */
const REDIS_TIMEOUT_MS = 100;

@Global()
@Module({
  imports: [SharedTierModule.answeringWithin(REDIS_TIMEOUT_MS)],
  providers: [
    ResponseCache,
    AnsweredReads,
    InvalidationFeed,
    Invalidations,
    OwnWrites,
    CacheInvalidation,
    { provide: APP_INTERCEPTOR, useClass: ResponseCacheInterceptor },
  ],
  exports: [
    ResponseCache,
    AnsweredReads,
    SharedTierModule,
    Invalidations,
    InvalidationFeed,
    OwnWrites,
    CacheInvalidation,
  ],
})
export class CacheModule {}

/** For workers: carries out the invalidations that are left in the outbox. */
@Module({ imports: [OutboxRelayModule], providers: [InvalidationForwarder] })
export class CacheForwardingModule {}
