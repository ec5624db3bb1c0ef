// Real: Node's HTTP server and its parser. Faked: the connection, and fields that a later Node may lack or use in another way.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connection, showsConnections } from './node-internals.js';

/** What a server answers whose connections get the parsers that were freed last. */
async function answers(): Promise<string[]> {
  const server = createServer((_, response) => response.end('answered'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = await Promise.all(Array.from({ length: 5 }, async () => (await fetch(url)).text()));
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
  return found;
}

it('finds all of it on this Node', () => {
  expect(showsConnections()).toBe(true);
});

/** Node's server as it might be one day: `alter` runs before each request is handled. */
const serverWith = (alter: (socket: Connection) => void) => (listener: RequestListener) =>
  createServer((request, response) => {
    alter(request.socket);
    listener(request, response);
  });
/** What was hidden is shown again before Node takes the connection down: it keeps its parsers for later ones, of other suites too. */
const restores: (() => void)[] = [];
function hide(object: object | null | undefined, field: string, value?: unknown): void {
  if (!object) throw new Error(`There is no object that has ${field}.`);
  const own = Object.getOwnPropertyDescriptor(object, field);
  Object.defineProperty(object, field, { get: () => value, set: () => {}, configurable: true });
  restores.push(() => {
    if (own) Object.defineProperty(object, field, own);
    else Reflect.deleteProperty(object, field);
  });
}

it.each<[string, (socket: Connection) => void]>([
  ['shows no parser', (socket) => hide(socket, 'parser')],
  ['shows no request of the parser', ({ parser }) => hide(parser, 'incoming')],
  ['does not say whether the parser reads by itself', ({ parser }) => hide(parser, '_consumed')],
  ['cannot stop the parser from reading by itself', ({ parser }) => hide(parser, 'unconsume')],
  ['cannot take the parser from its list', ({ parser }) => hide(parser, 'remove')],
  ['cannot close the parser', ({ parser }) => hide(parser, 'close')],
  ['shows no answer that is being sent', (socket) => hide(socket, '_httpMessage')],
  ['does not say whether the head was sent', ({ _httpMessage }) => hide(_httpMessage, '_headerSent', false)],
])('finds that another Node does not, which %s', async (_, alter) => {
  const found = showsConnections(serverWith(alter));
  for (const restore of restores.splice(0)) restore();
  expect(found).toBe(false);
  expect(await answers()).toEqual(Array(5).fill('answered'));
});
