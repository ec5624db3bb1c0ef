import type { ApiResponseSchemaHost } from '@nestjs/swagger';

type Schema = ApiResponseSchemaHost['schema'];

/** The JSON of an event's data: its properties, all of which it has, or a schema. */
export type EventData = Readonly<Record<string, Schema>> | { readonly $ref: string };

/** The events of a stream, by name. */
export type DescribedEvents = Readonly<Record<string, EventData>>;

/** The property by which a client reads nothing that is older than the change. */
const wrote: Schema = {
  type: 'string',
  description: 'Send it as Palier-Wrote: nothing that you read is older than the change.',
};

/** Events of topics: hints, each with `wrote`, and `reset`. */
export function hints(events: Readonly<Record<string, Readonly<Record<string, Schema>>>>): DescribedEvents {
  const each = Object.entries(events).map(([name, properties]) => [name, { ...properties, wrote }] as const);
  return { ...Object.fromEntries(each), reset: {} };
}

/** A Server-Sent Event is one of these. The fields are those of the stream, of which the data is a text of JSON. */
export function schemaOf(events: DescribedEvents): Schema {
  const each = Object.entries(events).map(([name, data]) => {
    const contentSchema = '$ref' in data ? data : objectOf(data as Readonly<Record<string, Schema>>);
    const text = { type: 'string', contentMediaType: 'application/json', contentSchema };
    const event = { type: 'string', enum: [name] };
    return objectOf({
      id: { type: 'string', description: 'Send it as Last-Event-ID to resume after it.' },
      event,
      data: text as Schema,
    });
  });
  return (each.length === 1 ? each[0] : { oneOf: each }) as Schema;
}

function objectOf(properties: Readonly<Record<string, Schema | object>>): Schema {
  return { type: 'object', required: Object.keys(properties), properties } as Schema;
}
