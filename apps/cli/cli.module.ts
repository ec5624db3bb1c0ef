import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '#platform/access';
import { AdminModule } from '#platform/admin';
import { CacheModule } from '#platform/cache';
import { type Settings, SettingsModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { FlagsModule } from '#platform/flags';
import { TelemetryModule } from '#platform/telemetry';
import { contexts } from '../contexts.js';

/** The command line: the ground, whose pipeline stays out, and every context; their routes name the scopes of keys. */
@Module({})
export class CliModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: CliModule,
      imports: [
        SettingsModule.with(settings),
        TelemetryModule,
        DatabaseModule,
        AccessModule,
        FlagsModule,
        CacheModule,
        AdminModule,
        ...contexts.map((context) => context.http),
      ],
    };
  }
}
