// Real: Node's HTTP server, sockets. Faked: nothing.
import { once } from 'node:events';
import { createServer, type Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { takeSocket } from './take-socket.js';

let server: Server;
let taken: Writable[];
const clients: Socket[] = [];
beforeEach(async () => {
  taken = [];
  server = createServer((_, response) => {
    response.removeHeader('transfer-encoding');
    response.writeHead(200, { connection: 'close' }).flushHeaders();
    taken.push(takeSocket(response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  const closed = once(server, 'close');
  server.close();
  await closed;
});

async function ask(): Promise<{ client: Socket; out: Writable }> {
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  clients.push(client);
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const [head] = await once(client, 'data');
  expect(String(head)).toMatch(/^HTTP\/1\.1 200 OK\r\nconnection: close\r\n.*\r\n\r\n$/is);
  return { client, out: taken.at(-1) as Writable };
}

it('gives the connection without the parser on this Node', async () => {
  const { client, out } = await ask();
  expect(out).not.toBeInstanceOf(ServerResponse);
  expect(out).toMatchObject({ parser: null, _httpMessage: null });
  out.write('piece');
  expect(String((await once(client, 'data'))[0])).toBe('piece');
  client.resume();
  out.end();
  await once(client, 'end');
});

it.each<[string, (client: Socket) => unknown]>([
  ['leaves', (client) => client.destroy()],
  ['ends its half', (client) => client.end()],
  ['sends anything more', (client) => client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
])('is closed when the client %s', async (_, happens) => {
  const { client, out } = await ask();
  client.on('error', () => {});
  const closed = once(out, 'close');
  happens(client);
  await closed;
  expect(taken).toHaveLength(1);
});

it('is closed when the client takes nothing for the time that was set', async () => {
  const { out } = await ask();
  const closed = once(out, 'close');
  out.emit('timeout');
  await closed;
});

it('gives the answer itself where there is no connection of Node', () => {
  const response = new ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 } as never);
  expect(takeSocket(response)).toBe(response);
});
