// A model on loopback, which answers at once, late, or not at all, as it is told in the question.
import { once } from 'node:events';
import { createServer } from 'node:http';

const LATE_MS = 2000;

export async function startModel() {
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const asked = Buffer.concat(parts).toString();
      if (asked.includes('filtered')) return response.writeHead(400).end('{}');
      const choices = [{ message: { content: 'Rest.' } }];
      const answer = JSON.stringify({ model: 'drill', choices, usage: { total_tokens: 10 } });
      const says = () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      setTimeout(says, asked.includes('late') ? LATE_MS : 0);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/v1/chat/completions`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
