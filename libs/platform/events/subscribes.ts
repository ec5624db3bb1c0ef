import type { Type } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import type { DomainEvent, EventShape } from './domain-event.js';

/**
 * Handles the events of one type, each once: what it writes through `tx` is committed together with the
 * inbox row that marks the event as handled. A throw or a timeout (30 seconds) rolls both back, and the
 * event is tried again; after five tries it becomes a dead letter, shown by `palier events`.
 */
export interface Subscriber<E extends EventShape = EventShape> {
  /** @param tx scoped to the event's tenant */
  handle(event: DomainEvent<E>, tx: Transaction): Promise<void>;
}

/** A subscriber class and the events that it handles. */
export interface Subscription {
  readonly type: string;
  readonly version: number;
  /** As in `catalog.count-downloads`. */
  readonly name: string;
  readonly subscriber: Type<Subscriber>;
}

const known = new Map<string, Subscription>();

/**
 * Declares that a class handles the events of one type and version, each once. The class is an injectable
 * of its context's worker module, in `<what>.subscriber.ts`.
 *
 * @param name never changes: the inbox and the dead letters refer to it
 * @throws Error at load when the name is declared twice or is not `<context>.<what>` in lower case.
 */
export function Subscribes<E extends EventShape>(type: E['type'], version: E['version'], name: string) {
  if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(name))
    throw new Error(`${name} is not a valid subscriber name: use <context>.<what>, in lower case.`);
  return (subscriber: Type<Subscriber<E>>): void => {
    if (known.has(name)) throw new Error(`The subscriber ${name} is declared twice.`);
    known.set(name, { type, version, name, subscriber: subscriber as Type<Subscriber> });
  };
}

/** Every subscription of the loaded modules. */
export function subscriptions(): readonly Subscription[] {
  return [...known.values()];
}

/** The names of the subscribers of an event type, in one version or in any. */
export function subscribersOf(type: string, version?: number): string[] {
  return subscriptions()
    .filter((subscription) => subscription.type === type && (version ?? subscription.version) === subscription.version)
    .map(({ name }) => name);
}
