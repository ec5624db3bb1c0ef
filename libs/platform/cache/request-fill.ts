import type { IncomingMessage } from 'node:http';
import type { Fill } from './fill.js';

const fills = new WeakMap<IncomingMessage, Fill>();

/** Marks a raw request as the one that makes an answer, for the interceptor to complete. */
export function assignFill(raw: IncomingMessage, fill: Fill): void {
  fills.set(raw, fill);
}

/** The fill that this request shall complete, if it has one. */
export function fillOf(raw: IncomingMessage): Fill | undefined {
  return fills.get(raw);
}
