import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Settings } from '#platform/config';
import { CacheInvalidation } from './cache-invalidation.js';
import { Invalidations } from './invalidation/invalidations.js';
import { TransactionalInvalidation } from './invalidation/transactional-invalidation.js';
import { SharedRedis } from './redis/shared-redis.js';
import { SharedTier } from './redis/shared-tier.js';
import { TagVersions } from './redis/tag-versions.js';
import { ResponseCacheInterceptor } from './response-cache.interceptor.js';
import { ResponseCache } from './response-cache.js';

@Global()
@Module({
  providers: [
    ResponseCache,
    { provide: SharedRedis, useFactory: SharedRedis.open, inject: [Settings] },
    TagVersions,
    SharedTier,
    Invalidations,
    { provide: CacheInvalidation, useClass: TransactionalInvalidation },
    { provide: APP_INTERCEPTOR, useClass: ResponseCacheInterceptor },
  ],
  exports: [ResponseCache, SharedTier, Invalidations, CacheInvalidation],
})
export class CacheModule {}
