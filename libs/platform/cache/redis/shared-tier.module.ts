import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { SharedRedis } from './shared-redis.js';
import { SharedTier } from './shared-tier.js';
import { TagVersions } from './tag-versions.js';

/** The shared tier alone, which a process without a database has too. */
@Module({})
export class SharedTierModule {
  /** @param timeoutMs how long a request waits for Redis, in milliseconds */
  static answeringWithin(timeoutMs: number): DynamicModule {
    return {
      module: SharedTierModule,
      providers: [
        {
          provide: SharedRedis,
          useFactory: (settings: Settings) => SharedRedis.open(settings, timeoutMs),
          inject: [Settings],
        },
        TagVersions,
        SharedTier,
      ],
      exports: [SharedTier, TagVersions],
    };
  }
}
