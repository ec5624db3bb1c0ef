import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import type { Settings } from '#platform/config';
import { assertHandled } from '#platform/jobs';
import { WorkerProcessModule } from './worker-process.module.js';

/**
 * The workers of every queue and subscription, at work. The caller closes them.
 *
 * @param beside modules that run in the same process
 */
export async function createWorker(settings: Settings, beside: readonly Type[] = []): Promise<INestApplicationContext> {
  assertHandled();
  const app = await NestFactory.createApplicationContext(WorkerProcessModule.with(settings, beside), {
    // Silent until its own logger is there: what stops it is thrown, and said once by whoever started it.
    logger: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  return app;
}
