import type { OpenAPIObject } from '@nestjs/swagger';
import { isUuid } from '#platform/ids';
import { eachObject, type Schema } from './schemas.js';

/**
 * Gives schemas what TypeScript's types do not say, from their examples: a number is an integer unless its example has a
 * fraction, as one of a list or of a record does, and a text whose example is a UUID, an e-mail address or a time has that format.
 */
export function addValueFormats(document: OpenAPIObject): void {
  eachObject(document.paths, refine);
  eachObject(document.components?.schemas, refine);
}

function refine(schema: Schema): void {
  const { example, items } = schema;
  const types = [schema.type ?? []].flat();
  const values = items ?? (schema.additionalProperties as Schema | undefined);
  if (values?.type === 'number' && Object.values(example ?? {}).some(isFraction)) values.format = 'double';
  if (types.includes('number') && !schema.format && !isFraction(example)) {
    const whole = types.map((type) => (type === 'number' ? 'integer' : type));
    schema.type = whole.length === 1 ? (whole[0] as string) : whole;
  }
  if (types.includes('string')) addFormat(schema, example);
  if (items?.type === 'string' && Array.isArray(example)) addFormat(items, example[0]);
}

const isFraction = (example: unknown) => typeof example === 'number' && !Number.isInteger(example);

function addFormat(schema: Schema, example: unknown): void {
  if (schema.format || typeof example !== 'string') return;
  if (isUuid(example)) schema.format = 'uuid';
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]+$/.test(example)) schema.format = 'email';
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(example)) schema.format = 'date-time';
}
