// Real: Node's HTTP server and its parser. Faked: the connection, and fields that a later Node may lack or use in another way.
import { createServer, type RequestListener } from 'node:http';
import { type Connection, showsConnections } from './node-internals.js';

it('finds all of it on this Node', () => {
  expect(showsConnections()).toBe(true);
});

/** Node's server as it might be one day: `alter` runs before each request is handled. */
const serverWith = (alter: (socket: Connection) => void) => (listener: RequestListener) =>
  createServer((request, response) => {
    alter(request.socket);
    listener(request, response);
  });
const hide = (object: object | null | undefined, field: string, value?: unknown) =>
  Object.defineProperty(object, field, { get: () => value, set: () => {}, configurable: true });

it.each<[string, (socket: Connection) => void]>([
  ['shows no parser', (socket) => hide(socket, 'parser')],
  ['shows no request of the parser', ({ parser }) => hide(parser, 'incoming')],
  ['does not say whether the parser reads by itself', ({ parser }) => hide(parser, '_consumed')],
  ['cannot stop the parser from reading by itself', ({ parser }) => hide(parser, 'unconsume')],
  ['cannot take the parser from its list', ({ parser }) => hide(parser, 'remove')],
  ['cannot close the parser', ({ parser }) => hide(parser, 'close')],
  ['shows no answer that is being sent', (socket) => hide(socket, '_httpMessage')],
  ['does not say whether the head was sent', ({ _httpMessage }) => hide(_httpMessage, '_headerSent', false)],
])('finds that another Node does not, which %s', (_, alter) => {
  expect(showsConnections(serverWith(alter))).toBe(false);
});
