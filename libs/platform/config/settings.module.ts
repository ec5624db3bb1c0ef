import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from './settings.js';

/** Provides `Settings` to the whole application. They are read before it starts, so that their faults are reported first. */
@Module({})
export class SettingsModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}
