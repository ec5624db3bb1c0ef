import type { OpenAPIObject } from '@nestjs/swagger';
import type { RouteDeclaration } from '#platform/routes';
import type { PlacedOperation } from './operations.js';
import { eachObject, jsonSchemaOf, resolved, type Schema } from './schemas.js';

/**
 * Documents how bodies are read: a field that no schema names is refused, and a body may be left out where none of its
 * fields is required.
 */
export function describeBody(document: OpenAPIObject, { operation }: PlacedOperation): void {
  const { requestBody } = operation;
  const schema = resolved(document, jsonSchemaOf(requestBody));
  if (!requestBody || !schema) return;
  Object.assign(requestBody, { required: (schema.required ?? []).length > 0 });
  close(document, schema);
}

/** Documents a body that its handler reads itself: JSON by its schema, the other types as text. */
export function describeBytes({ operation }: PlacedOperation, { bytes }: RouteDeclaration): void {
  if (!bytes) return;
  const list = jsonSchemaOf(operation.requestBody) ?? {};
  const schemaOf = (type: string) => (type === 'application/json' ? list : { type: 'string' });
  operation.requestBody = {
    description: `At most ${bytes.limit} bytes, with Content-Encoding: gzip or without; at most ${bytes.unpackedLimit} unpacked.`,
    required: true,
    content: Object.fromEntries(bytes.types.map((type) => [type, { schema: schemaOf(type) }])),
  };
}

function close(document: OpenAPIObject, schema: Schema): void {
  const items = resolved(document, schema.items);
  if (items) close(document, items);
  if (schema.type !== 'object' || schema.additionalProperties === false) return;
  schema.additionalProperties = false;
  eachObject(schema.properties, (part) => {
    const inner = part.$ref === undefined ? undefined : resolved(document, part);
    if (inner) close(document, inner);
  });
}
