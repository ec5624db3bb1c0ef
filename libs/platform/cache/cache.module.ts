import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CacheInvalidation } from './cache-invalidation.js';
import { ResponseCacheInterceptor } from './response-cache.interceptor.js';
import { ResponseCache } from './response-cache.js';
import { SharedInvalidation } from './shared-invalidation.js';

@Global()
@Module({
  providers: [
    ResponseCache,
    { provide: CacheInvalidation, useClass: SharedInvalidation },
    { provide: APP_INTERCEPTOR, useClass: ResponseCacheInterceptor },
  ],
  exports: [ResponseCache, CacheInvalidation],
})
export class CacheModule {}
