import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AdminModule } from '#platform/admin';
import type { Settings } from '#platform/config';
import { SensingModule } from '#platform/degradation';
import { HealthModule } from '#platform/health';
import { HttpModule } from '#platform/http';
import { contexts } from '../contexts.js';
import { platformModules } from '../platform-modules.js';
import { HomeController } from './home/home.controller.js';
import { MailsController } from './home/mails.controller.js';
import { hasMailsPage } from './home/own-machine.js';
import { RecentStores } from './home/recent-stores.js';
import { Ladder } from './ladder.js';
import { StatusController } from './status/status.controller.js';
import { StatusDays } from './status/status-days.js';

/** The HTTP process: the platform, then every context's HTTP module. */
@Module({})
export class ApiModule {
  /** @param beside modules that run in the same process */
  static with(settings: Settings, ladder: Ladder, beside: readonly (Type | DynamicModule)[]): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ...platformModules(settings),
        HttpModule,
        HealthModule,
        SensingModule,
        AdminModule,
        ...contexts.map((context) => context.http),
        ...beside,
      ],
      controllers: [HomeController, StatusController, ...(hasMailsPage(settings, ladder) ? [MailsController] : [])],
      providers: [{ provide: Ladder, useValue: ladder }, RecentStores, StatusDays],
    };
  }
}
