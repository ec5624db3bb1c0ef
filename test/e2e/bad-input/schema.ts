import { type Schema, typesOf } from '../../support/openapi.js';

/**
 * Whether a value satisfies the constraints of a schema: type, allowed values and bounds. Rules that only
 * the product knows, such as a format, are not checked.
 */
export function accepts(schema: Schema, value: unknown): boolean {
  if (!typesOf(schema).includes(jsonType(value))) return false;
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false;
  if (typeof value === 'number') return within(schema, 'minimum', 'maximum', value);
  if (typeof value === 'string') return within(schema, 'minLength', 'maxLength', value.length);
  if (!Array.isArray(value)) return true;
  const items = schema.items as Schema | undefined;
  return within(schema, 'minItems', 'maxItems', value.length) && value.every((item) => !items || accepts(items, item));
}

function within(schema: Schema, least: string, most: string, size: number): boolean {
  const { [least]: from = Number.NEGATIVE_INFINITY, [most]: to = Number.POSITIVE_INFINITY } = schema;
  return size >= (from as number) && size <= (to as number);
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
