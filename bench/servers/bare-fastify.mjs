// The upper bound: Fastify sends one constant body and does nothing else. Its body comes over IPC.
import { fastify } from 'fastify';

process.once('message', async ({ body }) => {
  const bytes = Buffer.from(body);
  const server = fastify();
  server.get('/', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(bytes));
  process.send({ url: await server.listen({ port: 0, host: '127.0.0.1' }) });
});
