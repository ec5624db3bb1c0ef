import type { PlacedOperation } from '#platform/http';
import { accepts, type Schema } from '../../support/json-schema.js';
import { bodyFieldsOf, requiredFieldsOf } from '../../support/openapi.js';
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
  return [...required, ...wrong];
}

/** Whether a value may be accepted, or refused for another reason first. */
function mayPass({ operation }: PlacedOperation, name: string, schema: Schema, value: unknown): boolean {
  if (unsafe.includes(value as string)) return false;
  // A chosen password is judged after the secret or the person that allows to choose it, its length with its other rules.
  const chosen = /password$/i.test(name) && operation['x-problems']?.includes('weak_password');
  return accepts(schema, value) || (chosen === true && typeof value === 'string' && value.length <= 1000);
}
