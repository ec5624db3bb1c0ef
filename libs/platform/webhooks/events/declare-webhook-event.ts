import { Injectable, type Type } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type EventShape, type Subscriber, Subscribes } from '#platform/events';
import { FanOut } from './fan-out.js';
import type { WebhookEvent } from './webhook-event.js';

const known = new Map<string, WebhookEvent>();

/**
 * Declares that webhooks may ask for an event, in `<what>.webhook.ts` of its context. The class is listed among the providers
 * of the context's worker module.
 *
 * @throws Error at load when the type is declared twice
 */
export function declareWebhookEvent<E extends EventShape, Data extends object>(
  declared: WebhookEvent<E, Data>,
): Type<Subscriber<E>> {
  const { type, after } = declared;
  if (known.has(type)) throw new Error(`The webhook event ${type} is declared twice.`);
  known.set(type, declared as unknown as WebhookEvent);
  const [context, ...what] = type.split('.');

  @Subscribes<E>(after.type, after.version, `${context}.webhook-${what.join('-')}`)
  @Injectable()
  class WebhookEventSubscriber implements Subscriber<E> {
    constructor(private readonly fanOut: FanOut) {}

    async handle(event: DomainEvent<E>, tx: Transaction): Promise<void> {
      await this.fanOut.send(tx, declared as unknown as WebhookEvent, event);
    }
  }
  return WebhookEventSubscriber;
}

/** Every event of the loaded modules, by type. */
export function declaredWebhookEvents(): readonly WebhookEvent[] {
  return [...known.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}
