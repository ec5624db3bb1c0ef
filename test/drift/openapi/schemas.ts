import type { OpenAPIObject } from '@nestjs/swagger';

/** A JSON Schema, or a part of a document that has one in it. */
export interface Schema {
  [member: string]: unknown;
  $ref?: string;
  type?: string | string[];
  format?: string;
  example?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

const folder = '#/components/schemas/';

/** Calls `visit` with every object of a document; lists are passed through. */
export function eachObject(value: unknown, visit: (schema: Schema) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Schema);
  for (const child of Object.values(value)) eachObject(child, visit);
}

/** The schema that a reference names; any other schema is returned as it is. */
export function resolved(document: OpenAPIObject, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.slice(folder.length);
  return name === undefined ? schema : (document.components?.schemas?.[name] as Schema | undefined);
}

/** The schema of a JSON body or answer. */
export function jsonSchemaOf(content: unknown): Schema | undefined {
  const { content: types } = (content ?? {}) as { content?: Record<string, { schema?: Schema }> };
  return types?.['application/json']?.schema;
}

/**
 * Removes the suffix of the classes from the names of schemas: generated clients show them.
 *
 * @throws Error where two schemas would have one name
 */
export function dropSuffix(document: OpenAPIObject): void {
  const plain = (name: string) => name.replace(/Dto$/, '');
  const named = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => [plain(name), schema] as const,
  );
  const schemas = Object.fromEntries(named);
  if (Object.keys(schemas).length < named.length) throw new Error('Two schemas differ by the suffix Dto alone.');
  eachObject(document, (schema) => {
    if (typeof schema.$ref === 'string') schema.$ref = plain(schema.$ref);
  });
  document.components = { ...document.components, schemas };
}
