import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { assertDeclared } from '#platform/access';
import type { Settings } from '#platform/config';
import { Connections, createServer, installPipeline, Pipeline } from '#platform/http';
import { assertHandled } from '#platform/jobs';
import { ApiModule } from './api.module.js';
import type { Ladder } from './ladder.js';

/**
 * The API, initialised and not yet listening. The caller closes it.
 *
 * @param beside modules that run in the same process, as the workers' in solo
 */
export async function createApi(
  settings: Settings,
  ladder: Ladder,
  beside: readonly (Type | DynamicModule)[] = [],
): Promise<NestFastifyApplication> {
  assertHandled();
  const server = createServer(settings);
  let pipeline: Pipeline | undefined;
  // Before the adapter: a cached answer is then sent without Nest's own hooks.
  installPipeline(server, settings, () => pipeline as Pipeline);
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.with(settings, ladder, beside),
    new FastifyAdapter(server),
    // No logger until the application's own is ready: a failure to start is thrown, and the caller prints it.
    { bodyParser: false, logger: false, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  pipeline = app.get(Pipeline);
  await app.init();
  assertDeclared(server.routeTable.all);
  await server.ready();
  app.get(Connections).bound(server.server);
  return app;
}
