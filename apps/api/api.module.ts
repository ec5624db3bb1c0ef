import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '#platform/access';
import { AdminModule } from '#platform/admin';
import { CacheModule } from '#platform/cache';
import { type Settings, SettingsModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { FlagsModule } from '#platform/flags';
import { HealthModule } from '#platform/health';
import { HttpModule } from '#platform/http';
import { TelemetryModule } from '#platform/telemetry';
import { contexts } from '../contexts.js';
import { HomeController } from './home/home.controller.js';
import { KeptStores } from './home/kept-stores.js';
import { Ladder } from './ladder.js';

/** The HTTP process: the ground, then every context's HTTP module. */
@Module({})
export class ApiModule {
  static with(settings: Settings, ladder: Ladder): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        SettingsModule.with(settings),
        TelemetryModule,
        DatabaseModule,
        AccessModule,
        FlagsModule,
        CacheModule,
        HttpModule,
        HealthModule,
        AdminModule,
        ...contexts.map((context) => context.http),
      ],
      controllers: [HomeController],
      providers: [{ provide: Ladder, useValue: ladder }, KeptStores],
    };
  }
}
