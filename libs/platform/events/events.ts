import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import type { EventShape } from './domain-event.js';
import type { PublishedEvent } from './published-event.js';
import { subscribersOf } from './subscribes.js';

/** Publishes domain events to other contexts, through the outbox. */
@Injectable()
export class Events {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Publishes an event of the current tenant, if and only if the transaction commits. The promise need not be awaited.
   *
   * @param subject what it happened to; events of one subject arrive in order
   * @returns the event's id
   */
  publish<E extends EventShape>(tx: Transaction, subject: string, { type, version, data }: E): Promise<string> {
    const id = newId();
    const to = subscribersOf(type, version);
    const payload: PublishedEvent = { type, version, data, occurredAt: new Date().toISOString(), to };
    return this.outbox.put(tx, { id, kind: 'event', subject, payload }).then(() => id);
  }
}
