import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from '#platform/admin';
import type { Settings } from '#platform/config';
import { contexts } from '../contexts.js';
import { platformModules } from '../platform-modules.js';

/** The command line: the platform without its HTTP pipeline, and every context, whose routes define the scopes of keys. */
@Module({})
export class CliModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: CliModule,
      imports: [...platformModules(settings), AdminModule, ...contexts.map((context) => context.http)],
    };
  }
}
