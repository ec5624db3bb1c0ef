// Real: Node's responses. Faked: the connection, and fields that a later Node may lack or use in another way.
import { type IncomingMessage, ServerResponse } from 'node:http';
import { takesText } from './headed-response.js';

/** A response as Node might make it one day. */
function responseWith(field: string, descriptor: PropertyDescriptor): new (request: IncomingMessage) => ServerResponse {
  return class extends ServerResponse {
    constructor(request: IncomingMessage) {
      super(request);
      Object.defineProperty(this, field, { configurable: true, ...descriptor });
    }
  };
}

it('finds that this Node sends a head that is given as text', () => {
  expect(takesText()).toBe(true);
});

it.each<[string, string, PropertyDescriptor]>([
  ['has no such field', '_header', { value: undefined, writable: true }],
  ['keeps no head there', '_header', { get: () => null, set: () => {} }],
  ['lets nothing be written there', '_header', { value: null, writable: false }],
  ['does not say that the head was sent', '_headerSent', { get: () => false, set: () => {} }],
  ['says that the head was sent before it was', '_headerSent', { get: () => true, set: () => {} }],
  ['does not say how long the connection stays', '_keepAliveTimeout', { value: undefined }],
])('finds that another Node does not, which %s', (_, field, descriptor) => {
  expect(takesText(responseWith(field, descriptor))).toBe(false);
});
