export type Schema = Record<string, unknown>;

/** The formats that the document uses for values, as loosely as every validator of the product. */
const formats: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  email: /^[^@]+@[^@]+\.[^@]+$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
};

/**
 * Whether a value satisfies the constraints of a schema: type, allowed values, bounds, pattern and format. Rules that only
 * the product knows are not checked.
 */
export function accepts(schema: Schema, value: unknown): boolean {
  if (!typesOf(schema).includes(jsonType(value))) return false;
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false;
  if (typeof value === 'number') return within(schema, 'minimum', 'maximum', value) && isOfNumberType(schema, value);
  if (typeof value === 'string')
    return within(schema, 'minLength', 'maxLength', [...value].length) && hasForm(schema, value);
  if (!Array.isArray(value)) return true;
  const items = schema.items as Schema | undefined;
  return within(schema, 'minItems', 'maxItems', value.length) && value.every((item) => !items || accepts(items, item));
}

/** The JSON types that a schema takes; `number` includes whole numbers. */
export function typesOf(schema: Schema): string[] {
  if (!schema.type) return ['null', 'boolean', 'number', 'string', 'array', 'object'];
  return [schema.type as string | string[]].flat().map((type) => (type === 'integer' ? 'number' : type));
}

function isOfNumberType({ type }: Schema, value: number): boolean {
  return Number.isInteger(value) || ![type].flat().includes('integer');
}

function hasForm({ pattern, format }: Schema, value: string): boolean {
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) return false;
  const form = formats[format as string];
  return !form || form.test(value);
}

function within(schema: Schema, least: string, most: string, size: number): boolean {
  const { [least]: from = Number.NEGATIVE_INFINITY, [most]: to = Number.POSITIVE_INFINITY } = schema;
  return size >= (from as number) && size <= (to as number);
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
