import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, type PlacedOperation } from '../drift/openapi/operations.js';
import { accepts, type Schema } from './json-schema.js';

/** A parameter of an operation, with its schema in place. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

/** The committed document: Jest compiles without the Swagger plugin, so the running app's has no fields. */
export const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenAPIObject;

/** The schemas of the document, by name. */
export const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;

export const committedOperations: PlacedOperation[] = operationsOf(document);

export function parametersOf({ operation }: PlacedOperation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => {
    const {
      name,
      in: place,
      required = false,
      schema,
    } = parameter as Partial<Parameter> & Pick<Parameter, 'name' | 'in'>;
    return { name, in: place, required, schema: resolve(schema ?? {}) };
  });
}

/** The fields of an operation's JSON body; undefined where it takes none. */
export function bodyFieldsOf(placed: PlacedOperation): Record<string, Schema> | undefined {
  const schema = bodyOf(placed);
  if (!schema) return undefined;
  const fields = (schema.properties ?? {}) as Record<string, Schema>;
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, resolve(field)]));
}

/** The names of the fields that an operation's JSON body must have. */
export function requiredFieldsOf(placed: PlacedOperation): readonly string[] {
  return (bodyOf(placed)?.required ?? []) as string[];
}

/** Whether the document says that an operation is refused without a body. */
export function bodyIsRequired({ operation }: PlacedOperation): boolean {
  return (operation.requestBody as { required?: boolean } | undefined)?.required === true;
}

/** The headers that the document watches which an answer has unlike it: `+etag` where it names none, `-etag` where it lacks one. */
export function headersUnlike(
  { operation }: PlacedOperation,
  status: number,
  headers: Record<string, unknown>,
): string[] {
  const response = operation.responses[status] as { headers?: object } | undefined;
  const named = Object.keys(response?.headers ?? {}).map((name) => name.toLowerCase());
  return ['etag', 'location', 'link'].flatMap((name) => {
    if (headers[name] !== undefined) return named.includes(name) ? [] : [`+${name}`];
    // The last step of a list has no Link.
    return named.includes(name) && name !== 'link' ? [`-${name}`] : [];
  });
}

/**
 * The fields of an answer that the document does not name, as `+data.hash`, those that it lacks, as `-data.id`, and those
 * with another type, value or format than it says, as `!data.createdAt`.
 */
export function fieldsUnlike({ operation }: PlacedOperation, status: number, answer: unknown): string[] {
  const response = operation.responses[status] as { content?: Record<string, { schema?: Schema }> } | undefined;
  const schema = response?.content?.['application/json']?.schema;
  return schema ? [...new Set(differences(answer, schema, []))] : ['+'];
}

function differences(value: unknown, given: Schema, at: readonly string[]): string[] {
  const schema = resolve(given);
  const types = (schema.anyOf ?? [schema]) as Schema[];
  if (!types.some((each) => accepts(resolve(each), value))) return [`!${at.join('.')}`];
  if (Array.isArray(value)) return value.flatMap((item) => differences(item, (schema.items ?? {}) as Schema, at));
  if (typeof value !== 'object' || value === null) return [];
  if (schema.anyOf) return differences(value, types[0] as Schema, at);
  if (!schema.properties) return [];
  const known = schema.properties as Record<string, Schema>;
  const place = (name: string) => [...at, name].join('.');
  const lacking = ((schema.required ?? []) as string[]).filter((name) => !(name in value));
  const found = Object.entries(value).flatMap(([name, field]) =>
    known[name] ? differences(field, known[name], [...at, name]) : [`+${place(name)}`],
  );
  return [...found, ...lacking.map((name) => `-${place(name)}`)];
}

function bodyOf(placed: PlacedOperation): Schema | undefined {
  const body = placed.operation.requestBody as { content: Record<string, { schema?: Schema }> } | undefined;
  const schema = body?.content['application/json']?.schema;
  return schema && !streamedTypesOf(placed) ? resolve(schema) : undefined;
}

/** The media types of an operation's streamed body, which has an empty schema; undefined where it has another or none. */
export function streamedTypesOf({ operation }: PlacedOperation): string[] | undefined {
  const body = operation.requestBody as { content: Record<string, { schema?: Schema }> } | undefined;
  const streamed = body && Object.values(body.content).every(({ schema = {} }) => Object.keys(schema).length === 0);
  return streamed ? Object.keys(body.content) : undefined;
}

/** The media types of an operation's body. */
export function bodyTypesOf({ operation }: PlacedOperation): string[] {
  const body = operation.requestBody as { content: object } | undefined;
  return Object.keys(body?.content ?? {});
}

/** A schema with its references resolved. */
export function resolve(schema: Schema): Schema {
  const [reference] = [schema.$ref, (schema.allOf as Schema[] | undefined)?.[0]?.$ref];
  if (typeof reference !== 'string') return schema;
  const name = reference.split('/').at(-1) as string;
  return resolve(schemas[name] ?? {});
}
