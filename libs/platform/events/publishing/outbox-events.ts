import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import type { EventShape } from '../domain-event.js';
import { Events } from '../events.js';
import { subscribersOf } from '../subscribes.js';
import type { PublishedEvent } from './published-event.js';

/** Publishes through the outbox. */
@Injectable()
export class OutboxEvents extends Events {
  constructor(private readonly outbox: Outbox) {
    super();
  }

  override publish<E extends EventShape>(
    tx: Transaction,
    subject: string,
    { type, version, data }: E,
  ): Promise<string> {
    const id = newId();
    const to = subscribersOf(type, version);
    const payload: PublishedEvent = { type, version, data, occurredAt: new Date().toISOString(), to };
    const published = this.outbox.put(tx, { id, kind: 'event', subject, payload }).then(() => id);
    // A caller that does not await it gets the failure from the commit.
    published.catch(() => {});
    return published;
  }
}
