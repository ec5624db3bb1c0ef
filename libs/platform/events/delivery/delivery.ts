import { Injectable, Logger, Optional } from '@nestjs/common';
import { inActor } from '#platform/audit';
import { Database, isDatabaseUnavailable, isPersonErased } from '#platform/database';
import { newId } from '#platform/ids';
import { inRequest, RequestTelemetry, withSpan } from '#platform/telemetry';
import { inTenant, TenantDirectory } from '#platform/tenancy';
import type { DomainEvent } from '../domain-event.js';
import type { Subscriber } from '../subscribes.js';
import { insertDeadLetter, noteHandled } from './deliveries.sql.js';
import { failureOf } from './storable-failure.js';

/** Tries before an event becomes a dead letter, with pauses of 1, 4, 16 and 60 seconds. */
const MOST_TRIES = 5;
/** Milliseconds that a subscriber may take: the shards of the outbox wait for it. */
const TIMEOUT_MS = 30_000;

/** Gives an event to a subscriber exactly once, or moves it to the dead letters. */
@Injectable()
export class Delivery {
  private readonly log = new Logger('Events');

  constructor(
    private readonly database: Database,
    private readonly telemetry: RequestTelemetry,
    @Optional() private readonly tenants?: TenantDirectory,
  ) {}

  /**
   * @param tries how many tries have failed before
   * @returns whether the event is finished for this subscriber: handled now or before, or a dead letter
   * @throws Problem `database_unavailable`: this does not count as a try.
   */
  async deliver(event: DomainEvent, name: string, subscriber: Subscriber, tries: number): Promise<boolean> {
    try {
      await this.inContext(event, name, () => this.handle(event, name, subscriber));
      return true;
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      // What is late for an erased person is not wanted any more.
      if (isPersonErased(error)) return this.giveUp(event, name);
      const last = tries + 1 >= MOST_TRIES;
      const then = last ? 'it is moved to the dead letters' : 'it is tried again';
      this.log.error(`${name} failed at the event ${event.id}, try ${tries + 1} of ${MOST_TRIES}: ${then}.`, error);
      return last && (await this.tryMove(event, name, tries + 1, error));
    }
  }

  private giveUp({ id, tenantId }: DomainEvent, name: string): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(noteHandled, tenantId, id, name);
      return true;
    });
  }

  /** Inserts the inbox row first: a concurrent delivery waits for it, and then has nothing to do. */
  private handle(event: DomainEvent, name: string, subscriber: Subscriber): Promise<void> {
    return this.database.transaction({ tenantId: event.tenantId }, async (tx) => {
      const [fresh] = await tx.run(noteHandled, event.tenantId, event.id, name);
      if (fresh) await inTime(subscriber.handle(event, tx));
    });
  }

  /** @returns false when the move fails: the event is then tried again, and delays only its own subject */
  private async tryMove(event: DomainEvent, name: string, tries: number, error: unknown): Promise<boolean> {
    try {
      await this.moveToDeadLetters(event, name, tries, error);
      return true;
    } catch (reason) {
      if (isDatabaseUnavailable(reason)) throw reason;
      this.log.error(`The event ${event.id} of ${name} could not be moved to the dead letters.`, reason);
      return false;
    }
  }

  private async moveToDeadLetters(event: DomainEvent, name: string, tries: number, error: unknown): Promise<void> {
    const { id, tenantId, type, version, subject, data, occurredAt } = event;
    const { code, message } = failureOf(error);
    await this.database.transaction({ tenantId }, async (tx) => {
      const [fresh] = await tx.run(noteHandled, tenantId, id, name);
      if (!fresh) return;
      const about = [type, version, subject, JSON.stringify(data), occurredAt] as const;
      await tx.run(insertDeadLetter, tenantId, newId(), id, name, ...about, tries, code, message);
    });
  }

  private inContext<T>(event: DomainEvent, name: string, work: () => Promise<T>): Promise<T> {
    const tenant = this.tenants?.byId(event.tenantId);
    const acting = () => inActor({ kind: 'event', id: event.id }, () => withSpan(`event ${name}`, work));
    const scoped = () => (tenant ? inTenant(tenant, acting) : acting());
    const scope = this.telemetry.start(event.id, event.traceparent ?? undefined);
    scope.tenantId = event.tenantId;
    scope.priority = 'normal';
    return inRequest(scope, scoped).finally(() => scope.span?.end());
  }
}

/** Stops waiting for a subscriber that hangs; its transaction is rolled back and refuses further statements. */
async function inTime(handled: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`The subscriber took longer than ${TIMEOUT_MS / 1000} seconds.`)),
    TIMEOUT_MS,
  );
  try {
    await Promise.race([handled, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
