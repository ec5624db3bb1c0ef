// The upper bound of a shared tier: Fastify sends the answer of one Redis GET, with the same client as ours.
import { createClient } from '@keyv/redis';
import { fastify } from 'fastify';

process.once('message', async ({ body, redisUrl }) => {
  const redis = createClient({ url: redisUrl });
  await redis.connect();
  await redis.set('bare', body);
  const server = fastify();
  server.get('/', async (_request, reply) => {
    reply.header('content-type', 'application/json; charset=utf-8');
    return redis.get('bare');
  });
  process.send({ url: await server.listen({ port: 0, host: '127.0.0.1' }) });
});
