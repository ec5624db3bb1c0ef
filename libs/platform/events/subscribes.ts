import type { Type } from '@nestjs/common';
import type { EventShape } from './domain-event.js';
import type { Subscriber } from './subscriber.js';

/** A class that handles events, and which. */
export interface Subscription {
  readonly type: string;
  readonly version: number;
  /** As in `catalog.count-downloads`. */
  readonly name: string;
  readonly subscriber: Type<Subscriber>;
}

const known = new Map<string, Subscription>();

/**
 * Declares that a class handles the events of one type and version, once each. It is an injectable
 * of its context's worker module, in `<what>.subscriber.ts`.
 *
 * @param name for ever: the events that it handled are noted under it
 * @throws Error at load when the name is declared twice or is not `<context>.<what>` in lower case.
 */
export function Subscribes<E extends EventShape>(type: E['type'], version: E['version'], name: string) {
  if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(name)) throw new Error(`${name} is no name for a subscriber.`);
  return (subscriber: Type<Subscriber<E>>): void => {
    if (known.has(name)) throw new Error(`The subscriber ${name} is declared twice.`);
    known.set(name, { type, version, name, subscriber: subscriber as Type<Subscriber> });
  };
}

/** Everything that subscribes to events, of the loaded modules. */
export function subscriptions(): readonly Subscription[] {
  return [...known.values()];
}

/** The names of all that subscribe to a type of event, in one version of it or in any. */
export function subscribersOf(type: string, version?: number): string[] {
  return subscriptions()
    .filter((subscription) => subscription.type === type && (version ?? subscription.version) === subscription.version)
    .map(({ name }) => name);
}
