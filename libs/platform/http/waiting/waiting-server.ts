import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { SharedTier } from '#platform/cache';
import type { Settings } from '#platform/config';
import type { Problem } from '#platform/problems';
import { Connections } from '../connections/connections.js';
import { installPipeline } from '../install-pipeline.js';
import { Pipeline } from '../pipeline.js';
import { sendProblem } from '../problems/send-problem.js';
import { createServer } from '../server/server.js';
import type { CachedRoute } from './cached-routes.js';
import { SharedTenants } from './shared-tenants.js';
import { WaitingModule } from './waiting.module.js';

/** A server that waits for the database. */
export interface WaitingServer {
  readonly server: FastifyInstance;
  /** What its requests share; closing it closes the connection to Redis. */
  readonly context: INestApplicationContext;
}

/** What a server refuses while it waits; asked for each request. */
export interface WaitingGate {
  readonly refusal: () => Problem;
  readonly servesPages: () => boolean;
}

/**
 * A server, not yet listening, for a process whose database is away. It answers public pages that the shared tier has,
 * `/health/live`, and `/health/ready` with 200 while the shared tier has any page; all else gets the refusal, and so do these while it serves no pages.
 *
 * @param routes the public pages
 */
export async function createWaitingServer(
  settings: Settings,
  routes: readonly CachedRoute[],
  { refusal, servesPages }: WaitingGate,
): Promise<WaitingServer> {
  const context = await NestFactory.createApplicationContext(WaitingModule.with(settings, refusal), {
    logger: false,
    abortOnError: false,
  });
  const [pipeline, tenants, shared] = [context.get(Pipeline), context.get(SharedTenants), context.get(SharedTier)];
  const server = createServer(settings);
  server.addHook('onRequest', async ({ url }) => {
    if (!servesPages() && url !== '/health/live') throw refusal();
  });
  server.addHook('onRequest', async ({ url, method, routeOptions: { config } }) => {
    if (!config.palier && method !== 'OPTIONS') return;
    // The third segment, also of the preflight of a page, whose parameters no route reads.
    if (!(await tenants.learn(url.split(/[/?]/, 4)[3] ?? ''))) throw refusal();
  });
  installPipeline(server, settings, () => pipeline);
  // Before a body is read: none would be of use.
  server.addHook('onRequest', async ({ routeOptions: { url = '' } }) => {
    if (!url.startsWith('/health/')) throw refusal();
  });
  const refuse = () => {
    throw refusal();
  };
  for (const { url, declaration } of routes) server.get(url, { config: { palier: declaration } }, refuse);
  server.all('/*', refuse);
  server.get('/health/live', async (_request, reply) => uncached(reply, { status: 'ok' }));
  for (const probe of ['startup', 'ready']) {
    server.get(`/health/${probe}`, async (_request, reply) => {
      if (!(await shared.holdsAnswers().catch(() => false))) throw refusal();
      const parts = { process: 'up', directory: 'degraded', database: 'degraded' };
      return uncached(reply, { status: 'degraded', degraded: ['directory', 'database'], parts });
    });
  }
  server.setErrorHandler(sendProblem);
  await server.ready();
  context.get(Connections).bound(server.server);
  return { server, context };
}

function uncached(reply: FastifyReply, body: object): object {
  reply.header('cache-control', 'no-store');
  return body;
}
