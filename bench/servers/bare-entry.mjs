// Fastify that inserts the row of an entry as it comes: nobody is asked who they are, and nothing is validated or sealed.
import { fastify } from 'fastify';
import pg from 'pg';
import { bareInsert } from '../bare-insert.mjs';

process.once('message', async ({ databaseUrl, tenantId, userId }) => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const insert = await bareInsert(client, tenantId, userId);
  const server = fastify();
  server.post('/', async ({ body }, reply) => {
    await insert(body);
    return reply.code(201).send(body);
  });
  process.send({ url: await server.listen({ port: 0, host: '127.0.0.1' }) });
});
