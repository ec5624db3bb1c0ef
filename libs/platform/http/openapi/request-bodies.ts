import type { OpenAPIObject } from '@nestjs/swagger';
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

function close(document: OpenAPIObject, schema: Schema): void {
  if (schema.type !== 'object' || schema.additionalProperties === false) return;
  schema.additionalProperties = false;
  eachObject(schema.properties, (part) => {
    const inner = part.$ref === undefined ? undefined : resolved(document, part);
    if (inner) close(document, inner);
  });
}
