/** What an event type is made of; a context declares its own in its `events` entry point, as plain types. */
export interface EventShape {
  /** As in `catalog.app.published`. */
  readonly type: string;
  /** From 1; a change that readers could trip over is a new version. */
  readonly version: number;
  /** JSON, ids rather than personal data. */
  readonly data: object;
}

/** Something that happened to a tenant, as subscribers get it. */
export interface DomainEvent<E extends EventShape = EventShape> {
  /** UUIDv7. */
  readonly id: string;
  readonly type: E['type'];
  readonly version: E['version'];
  readonly tenantId: string;
  /** What it happened to, as in an app's id; events of one subject arrive in order. */
  readonly subject: string;
  readonly occurredAt: Date;
  /** Of the request that caused it, in W3C form, where there was one. */
  readonly traceparent: string | null;
  readonly data: E['data'];
}
