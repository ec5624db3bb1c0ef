import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type OutboxForwarder, OutboxRelay, type OutboxRow } from '#platform/outbox';
import { inTurns } from '#platform/resilience';
import type { DomainEvent } from '../domain-event.js';
import { eventOf, type PublishedEvent } from '../published-event.js';
import type { Subscriber } from '../subscribes.js';
import { type Subscription, subscriptions } from '../subscribes.js';
import { Delivery } from './delivery.js';

/** Subjects whose events are delivered concurrently; each takes a connection of the pool. */
const SUBJECTS_AT_ONCE = 4;

interface Receiver {
  readonly name: string;
  readonly handler: Subscriber;
}

/** Stands in for a subscriber that this version lacks: the event is tried again until a newer worker gets it. */
const unknownSubscriber: Subscriber = {
  async handle() {
    throw Object.assign(new Error('This version does not know the subscriber.'), { code: 'subscriber_unknown' });
  },
};

/** Forwards events from the outbox to their subscribers, in order per subject. */
@Injectable()
export class EventForwarder implements OutboxForwarder, OnModuleInit {
  readonly kind = 'event';
  private receivers: readonly (Subscription & Receiver)[] = [];

  constructor(
    private readonly relay: OutboxRelay,
    private readonly delivery: Delivery,
    private readonly modules: ModuleRef,
  ) {}

  /** @throws Error when a declared subscriber is not a provider of this process: its events would be lost. */
  onModuleInit(): void {
    this.receivers = subscriptions().map((subscription) => ({
      ...subscription,
      handler: this.modules.get(subscription.subscriber, { strict: false }),
    }));
    this.relay.register(this);
  }

  async forward(rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const done: string[] = [];
    const subjects = Map.groupBy(rows, ({ tenantId, subject }) => `${tenantId} ${subject}`).values();
    const failed: unknown[] = [];
    // One subject that fails keeps no other from being delivered.
    await inTurns(subjects, SUBJECTS_AT_ONCE, (events) =>
      this.forwardSubject(events, done).catch((error) => void failed.push(error)),
    );
    if (failed.length > 0) throw failed[0];
    return done;
  }

  /** Stops at the first event that is not finished: later events must not overtake it. */
  private async forwardSubject(rows: readonly OutboxRow[], done: string[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      // Only the first event of the batch can have failed before.
      const tries = index === 0 ? row.tries : 0;
      if (!(await this.forwardOne(row, tries))) return;
      done.push(row.id);
    }
  }

  private async forwardOne(row: OutboxRow, tries: number): Promise<boolean> {
    const event = eventOf(row);
    let all = true;
    for (const { name, handler } of this.receiversOf(event, row.payload as PublishedEvent)) {
      all = (await this.delivery.deliver(event, name, handler, tries)) && all;
    }
    return all;
  }

  private receiversOf(event: DomainEvent, { to = [], again }: PublishedEvent): readonly Receiver[] {
    const here = this.receivers.filter(
      ({ type, version, name }) =>
        type === event.type && version === event.version && (!again || again.subscriber === name),
    );
    const missing = (again ? [again.subscriber] : to).filter((wanted) => !here.some(({ name }) => name === wanted));
    return [...here, ...missing.map((name) => ({ name, handler: unknownSubscriber }))];
  }
}
