import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { SensingModule } from '#platform/degradation';
import { contexts } from '../contexts.js';
import { platformModules } from '../platform-modules.js';
import { WorkerModule } from './worker.module.js';

/** The worker process: the platform, the contexts' facades, and the workers. */
@Module({})
export class WorkerProcessModule {
  /** @param beside modules that run in the same process */
  static with(settings: Settings, beside: readonly Type[]): DynamicModule {
    return {
      module: WorkerProcessModule,
      imports: [
        ...platformModules(settings),
        ...contexts.map((context) => context.http),
        WorkerModule,
        SensingModule,
        ...beside,
      ],
    };
  }
}
