import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from '#platform/admin';
import type { Settings } from '#platform/config';
import { contexts } from '../contexts.js';
import { platformModules } from '../platform-modules.js';

/** The command line: the platform, whose pipeline stays out, and every context; their routes name the scopes of keys. */
@Module({})
export class CliModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: CliModule,
      imports: [...platformModules(settings), AdminModule, ...contexts.map((context) => context.http)],
    };
  }
}
