import type { IncomingMessage } from 'node:http';
import type { Fill } from './fill.js';

const fills = new WeakMap<IncomingMessage, Fill>();

/** Attaches a fill to a raw request, for the interceptor to complete. */
export function assignFill(raw: IncomingMessage, fill: Fill): void {
  fills.set(raw, fill);
}

/** The fill that this request must complete, if any. */
export function fillOf(raw: IncomingMessage): Fill | undefined {
  return fills.get(raw);
}
