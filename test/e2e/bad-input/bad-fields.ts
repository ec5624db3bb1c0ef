import { newId } from '#platform/ids';
import type { PlacedOperation } from '../../drift/openapi/operations.js';
import { accepts, type Schema } from '../../support/json-schema.js';
import { bodyFieldsOf, requiredFieldsOf, resolve } from '../../support/openapi.js';
import { type BadCall, baseCall, exampleOf, fault, shown } from './call.js';

const long = 'x'.repeat(3000);
/** Text that PostgreSQL cannot hold. */
const unsafe = ['a\u0000b', '\ud800'];
const values = [null, true, 0, -1, 1.5, 1e308, '', 'x', long, [], [null], [[]], [{}], {}, { a: 1 }, ...unsafe];

/** Bodies with each kind of value in each field, and without each required field. */
export function badFields(placed: PlacedOperation): BadCall[] {
  const fields = bodyFieldsOf(placed) ?? {};
  const base = baseCall(placed);
  const example = exampleOf(fields);
  const required = requiredFieldsOf(placed).map((name) => ({
    name: `no field ${name}`,
    call: { ...base, payload: JSON.stringify({ ...example, [name]: undefined }) },
    refusal: fault('body', `/${name}`),
  }));
  const wrong = Object.entries(fields).flatMap(([name, schema]) =>
    values.map((value) => ({
      name: `field ${name}: ${shown(JSON.stringify(value))}`,
      call: { ...base, payload: JSON.stringify({ ...example, [name]: value }) },
      refusal: mayPass(placed, name, schema, value) ? undefined : fault('body', `/${name}`),
    })),
  );
  const edges = Object.entries(fields).flatMap(([name, schema]) =>
    beyond(schema).map((value) => ({
      name: `field ${name}, beyond its bounds: ${shown(JSON.stringify(value))}`,
      call: { ...base, payload: JSON.stringify({ ...example, [name]: value }) },
      refusal: isChosenPassword(placed, name) ? undefined : fault('body', `/${name}`),
    })),
  );
  return [...required, ...wrong, ...edges];
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly example?: unknown;
}

/** Longer texts and lists would be refused for the size of the body. */
const LONGEST = 50_000;
const MOST_ITEMS = 1000;

/** Values just beyond the bounds that a schema names, alone, in a list, or in an object. */
function beyond(schema: Schema): unknown[] {
  const { minimum, maximum, minLength = 0, maxLength, pattern, ...more }: Bounds = resolve(schema);
  const { maxItems, uniqueItems, items, properties = {}, example } = more;
  const [first] = Array.isArray(example) ? example : [];
  const others = Array.from({ length: (maxItems ?? MOST_ITEMS) + 1 }, (_, n) => another(first, n));
  const unlike = ['\u0007', '\n', ' ', '!'].find(
    (end) => pattern && !new RegExp(pattern, 'u').test(`${example}${end}`),
  );
  return [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minLength > 1 ? ['x'.repeat(minLength - 1)] : []),
    ...(maxLength !== undefined && maxLength < LONGEST ? ['x'.repeat(maxLength + 1)] : []),
    ...(unlike && typeof example === 'string' ? [`${example}${unlike}`] : []),
    ...(first !== undefined && uniqueItems ? [[first, first]] : []),
    ...(first !== undefined && maxItems !== undefined && maxItems < MOST_ITEMS ? [others] : []),
    ...(first !== undefined && items ? beyond(items).map((item) => [item]) : []),
    ...Object.entries(properties).flatMap(([name, field]) => beyond(field).map((value) => ({ [name]: value }))),
  ];
}

function another(example: unknown, n: number): unknown {
  if (typeof example === 'number') return n;
  if (typeof example !== 'string') return example;
  return /^[0-9a-f]{8}-/.test(example) ? newId() : `${example}${n}`;
}

/** Whether a value may be accepted, or refused for another reason first. */
function mayPass(placed: PlacedOperation, name: string, schema: Schema, value: unknown): boolean {
  if (unsafe.includes(value as string)) return false;
  const fits = typeof value === 'string' && value.length <= 1000;
  return accepts(schema, value) || (isChosenPassword(placed, name) && fits);
}

/** A chosen password is judged after the secret or the person that allows to choose it, its length with its other rules. */
function isChosenPassword({ operation }: PlacedOperation, name: string): boolean {
  return /password$/i.test(name) && operation['x-problems']?.includes('weak_password') === true;
}
