// Real: Node's HTTP server, sockets. Faked: nothing.
import { once } from 'node:events';
import { createServer, type Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { takeSocket } from './take-socket.js';

let server: Server;
let taken: (Writable | undefined)[];
let dropsParser: boolean | undefined;
const clients: Socket[] = [];
beforeEach(async () => {
  taken = [];
  dropsParser = undefined;
  server = createServer((_, response) => {
    response.removeHeader('transfer-encoding');
    response.writeHead(200, { connection: 'close' }).flushHeaders();
    setImmediate(() => {
      taken.push(takeSocket(response, dropsParser));
      server.emit('taken');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  const closed = once(server, 'close');
  server.close();
  await closed;
});

const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

function send(text: string, allowHalfOpen = false): Socket {
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen });
  clients.push(client);
  client.write(text);
  return client;
}

async function ask(allowHalfOpen = false): Promise<{ client: Socket; out: Writable }> {
  const isTaken = once(server, 'taken');
  const client = send(request, allowHalfOpen);
  const [head] = await once(client, 'data');
  await isTaken;
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
  ['sends anything more', (client) => client.write(request)],
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

it('is closed once it has ended, though the client keeps its half open', async () => {
  const { client, out } = await ask(true);
  const closed = once(out, 'close');
  client.resume();
  out.end();
  await closed;
});

it('is not given where the client sent other requests, before or after', async () => {
  const second = once(server, 'taken').then(() => once(server, 'taken'));
  send(request + request);
  await second;
  expect(taken).toEqual([undefined, undefined]);
});

it('is not given where the client has left', async () => {
  server.prependListener('request', (_, response) => response.destroy());
  const isTaken = once(server, 'taken');
  send(request).on('error', () => {});
  await isTaken;
  expect(taken).toEqual([undefined]);
});

it('gives the answer itself, which carries a stream as well, where this Node keeps its parser', async () => {
  dropsParser = false;
  const { client, out } = await ask();
  expect(out).toBeInstanceOf(ServerResponse);
  out.write('piece');
  expect(String((await once(client, 'data'))[0])).toBe('piece');
  client.resume();
  out.end();
  await once(client, 'end');
});

it('gives the answer itself where there is no connection of Node', () => {
  const response = new ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 } as never);
  expect(takeSocket(response)).toBe(response);
});
