// Real: Fastify, the server with its hooks. Faked: the pipeline, to which nothing comes.
import { fastify } from 'fastify';
import { Settings } from '#platform/config';
import { installPipeline } from './install-pipeline.js';
import type { Pipeline } from './pipeline.js';
import { createServer } from './server/server.js';

const none = (): Pipeline => {
  throw new Error('No request was sent.');
};

it('replaces the listener that Fastify has for requests', async () => {
  const server = createServer(new Settings());
  expect(server.server.listeners('request')).toEqual([server.router]);
  installPipeline(server, new Settings(), none);
  expect(server.server.listeners('request')).toEqual([expect.any(Function)]);
  expect(server.server.listeners('request')).not.toContain(server.router);
  await server.ready();
  await server.close();
});

it.each([
  ['Fastify’s own', ({ router = () => {} }: ReturnType<typeof createServer>) => router],
  ['another one', () => () => {}],
])('refuses to start beside a listener for requests, %s', async (_, other) => {
  const server = createServer(new Settings());
  installPipeline(server, new Settings(), none);
  server.server.on('request', other(server));
  await expect(server.ready()).rejects.toThrow(`Fastify ${server.version} listens for requests beside the pipeline`);
});

it('refuses a server that Fastify made itself', () => {
  const server = fastify();
  expect(() => installPipeline(server, new Settings(), none)).toThrow(
    `Fastify ${server.version} made its HTTP server itself`,
  );
});
