import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import type { Settings } from '#platform/config';
import { assertHandled } from '#platform/jobs';
import { WorkerProcessModule } from './worker-process.module.js';

/**
 * Starts the workers of every queue and subscription. The caller closes them.
 *
 * @param beside modules that run in the same process
 */
export async function createWorker(settings: Settings, beside: readonly Type[] = []): Promise<INestApplicationContext> {
  assertHandled();
  const app = await NestFactory.createApplicationContext(WorkerProcessModule.with(settings, beside), {
    // No logger until the application's own is ready: a failure to start is thrown, and the caller prints it.
    logger: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  return app;
}
