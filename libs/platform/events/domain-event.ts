/** The shape of an event type; a context declares its events in its `events` entry point, as plain types. */
export interface EventShape {
  /** As in `catalog.app.published`. */
  readonly type: string;
  /** From 1; an incompatible change is a new version. */
  readonly version: number;
  /** JSON, ids rather than personal data. */
  readonly data: object;
}

/** The first version of an event. @example type NoteWritten = EventOf<'notes.note.written', { id: string }>; */
export interface EventOf<Type extends string, Data extends object> {
  readonly type: Type;
  readonly version: 1;
  readonly data: Readonly<Data>;
}

/** An event of a tenant, as subscribers get it. */
export interface DomainEvent<E extends EventShape = EventShape> {
  /** UUIDv7. */
  readonly id: string;
  readonly type: E['type'];
  readonly version: E['version'];
  readonly tenantId: string;
  /** What it happened to, such as an app's id; events of one subject arrive in order. */
  readonly subject: string;
  readonly occurredAt: Date;
  /** The W3C traceparent of the request that caused the event; null outside a request. */
  readonly traceparent: string | null;
  readonly data: E['data'];
}
