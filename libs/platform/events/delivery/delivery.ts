import { Injectable, Logger, Optional } from '@nestjs/common';
import { inActor } from '#platform/audit';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { inRequest, RequestTelemetry, withSpan } from '#platform/telemetry';
import { inTenant, TenantDirectory } from '#platform/tenancy';
import type { DomainEvent } from '../domain-event.js';
import type { Subscriber } from '../subscriber.js';
import { noteHandled, setAside } from './deliveries.sql.js';
import { failureOf, isAway } from './failure.js';

/** Tries before an event is set aside, after 1, 4, 16 and 60 seconds. */
const MOST_TRIES = 5;
/** Milliseconds that a subscriber may take: the lanes of the outbox wait for it meanwhile. */
const PATIENCE_MS = 30_000;

/** Gives an event to a subscriber: once, or else to the operators. */
@Injectable()
export class Delivery {
  private readonly log = new Logger('Events');

  constructor(
    private readonly database: Database,
    private readonly telemetry: RequestTelemetry,
    @Optional() private readonly tenants?: TenantDirectory,
  ) {}

  /**
   * @param tries how often it was tried in vain before
   * @returns whether the event is done with: handled now or before, or set aside
   * @throws Problem `database_unavailable`: this was no try.
   */
  async deliver(event: DomainEvent, name: string, subscriber: Subscriber, tries: number): Promise<boolean> {
    try {
      await this.inContext(event, name, () => this.handle(event, name, subscriber));
      return true;
    } catch (error) {
      if (isAway(error)) throw error;
      const last = tries + 1 >= MOST_TRIES;
      const then = last ? 'it is set aside' : 'it comes again';
      this.log.error(`${name} failed at the event ${event.id}, try ${tries + 1} of ${MOST_TRIES}: ${then}.`, error);
      return last && (await this.isDeadLetter(event, name, tries + 1, error));
    }
  }

  /** The note comes first: a second delivery at the same time waits for it, and then has nothing to do. */
  private handle(event: DomainEvent, name: string, subscriber: Subscriber): Promise<void> {
    return this.database.transaction({ tenantId: event.tenantId }, async (tx) => {
      const [fresh] = await tx.run(noteHandled, event.tenantId, event.id, name);
      if (fresh) await inTime(subscriber.handle(event, tx));
    });
  }

  /** False where even that fails: the event comes again then, and holds up its own subject alone. */
  private async isDeadLetter(event: DomainEvent, name: string, tries: number, error: unknown): Promise<boolean> {
    try {
      await this.setAside(event, name, tries, error);
      return true;
    } catch (reason) {
      if (isAway(reason)) throw reason;
      this.log.error(`The event ${event.id} could not be set aside for ${name}.`, reason);
      return false;
    }
  }

  private async setAside(event: DomainEvent, name: string, tries: number, error: unknown): Promise<void> {
    const { id, tenantId, type, version, subject, data, occurredAt } = event;
    const { code, message } = failureOf(error);
    await this.database.transaction({ tenantId }, async (tx) => {
      const [fresh] = await tx.run(noteHandled, tenantId, id, name);
      if (!fresh) return;
      const about = [type, version, subject, JSON.stringify(data), occurredAt] as const;
      await tx.run(setAside, tenantId, newId(), id, name, ...about, tries, code, message);
    });
  }

  private inContext<T>(event: DomainEvent, name: string, work: () => Promise<T>): Promise<T> {
    const tenant = this.tenants?.byId(event.tenantId);
    const acting = () => inActor({ kind: 'event', id: event.id }, () => withSpan(`event ${name}`, work));
    const scoped = () => (tenant ? inTenant(tenant, acting) : acting());
    const scope = this.telemetry.start(event.id, event.traceparent ?? undefined);
    scope.tenantId = event.tenantId;
    return inRequest(scope, scoped).finally(() => scope.span?.end());
  }
}

/** Waits no longer for a subscriber that hangs; its transaction is over then, and refuses it. */
async function inTime(handled: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('It took longer than it may.')), PATIENCE_MS);
  try {
    await Promise.race([handled, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
