import type { PlacedOperation } from '#platform/http';
import { bodyFieldsOf, type Parameter, parametersOf, type Schema, typesOf } from './openapi.js';

export interface ApiCall {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  payload?: string | Buffer;
  headers: Record<string, string>;
}

/** A call with one thing wrong with it. */
export interface BadCall {
  name: string;
  call: ApiCall;
  /** The value has the right type, so that it may be accepted. */
  mayPass: boolean;
}

const deep = `${'['.repeat(2000)}${']'.repeat(2000)}`;
const long = 'x'.repeat(3000);

/** A call that is right as far as the document tells: what each bad one differs from. */
export function baseCall(placed: PlacedOperation): ApiCall {
  const { method, path } = placed;
  const url = path.replace(/\{(\w+)\}/g, (_, name) => pathValue(path, name));
  const fields = bodyFieldsOf(placed);
  const payload = fields && JSON.stringify(exampleOf(fields));
  const headers = { 'if-match': '"v1"', ...(fields && { 'content-type': 'application/json' }) };
  return { method: method as ApiCall['method'], url, headers, ...(payload !== undefined && { payload }) };
}

/** Every kind of wrong that an operation's parameters, headers and body can have. */
export function badCalls(placed: PlacedOperation): BadCall[] {
  const parameters = parametersOf(placed);
  const ofPlace = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  return [
    ...ofPlace('path').flatMap((parameter) => badPaths(placed, parameter)),
    ...ofPlace('query').flatMap((parameter) => badQueries(placed, parameter)),
    // Any word is a key for a repetition.
    ...ofPlace('header').flatMap(({ name }) => badHeaders(placed, name, name === 'Idempotency-Key')),
    ...badHeaders(placed, 'Authorization', !placed.operation.security?.length),
    ...badHeaders(placed, 'Accept-Language', true),
    ...badBodies(placed),
    ...badFields(placed),
  ];
}

/** Two tenants that the spec makes: the one that operators' routes change is not the one that is read. */
function pathValue(path: string, name: string): string {
  if (path.startsWith('/v1/platform/tenants/')) return 'bad-input-changes';
  if (path.startsWith('/v1/platform/flags/')) return 'catalog.tags';
  return name === 'tenant' ? 'bad-input' : 'none';
}

function exampleOf(fields: Record<string, Schema>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { example }]) => (example ? [[name, example]] : [])),
  );
}

function badPaths(placed: PlacedOperation, { name }: Parameter): BadCall[] {
  const junk = ['%00', '%ff', '%', '%ed%a0%80', '%27%20or%201=1', '..%2f..', '-1', '%F0%9F%98%80', '__proto__', long];
  return junk.map((value) => {
    const path = placed.path.replace(`{${name}}`, value);
    const url = path.replace(/\{(\w+)\}/g, (_, other) => pathValue(placed.path, other));
    return { name: `path ${name}=${shown(value)}`, call: { ...baseCall(placed), url }, mayPass: false };
  });
}

function badQueries(placed: PlacedOperation, { name, schema }: Parameter): BadCall[] {
  const base = baseCall(placed);
  const bad = (query: string, mayPass = false) => ({
    name: `query ${shown(query)}`,
    call: { ...base, url: `${base.url}?${query}` },
    mayPass,
  });
  const never = ['=%00', '=%ff', '=%', `=1&${name}=2`, '[]=1', '[a]=1'].map((rest) => bad(`${name}${rest}`));
  const isNumber = typesOf(schema).length === 1 && typesOf(schema)[0] === 'number';
  const numbers = ['', '-1', '0', '1e1', '0x1', '1.5', '%201', '+1', 'abc', 'NaN', '9'.repeat(30)];
  const texts = ['', 'nonsense', long, '%27%20or%201=1--', '%25', '_', '%5c', '%F0%9F%98%80', '__proto__'];
  const mayPass = !isNumber && !schema.enum && name !== 'cursor';
  const values = (isNumber ? numbers : texts).map((value) => bad(`${name}=${value}`, mayPass || value === ''));
  return [...never, ...(isNumber ? values.map((one) => ({ ...one, mayPass: false })) : values), bad(`no-${name}=1`)];
}

function badHeaders(placed: PlacedOperation, name: string, mayPass: boolean): BadCall[] {
  return ['', 'nonsense', '*', 'W/"v1"', '"v99999999999999999999"', 'Bearer', 'Bearer x', 'fr;q=x', long].map(
    (value) => {
      const base = baseCall(placed);
      const headers = { ...base.headers, [name.toLowerCase()]: value };
      return { name: `header ${name}: ${shown(value)}`, call: { ...base, headers }, mayPass };
    },
  );
}

function badBodies(placed: PlacedOperation): BadCall[] {
  if (!bodyFieldsOf(placed)) return [];
  const base = baseCall(placed);
  const json = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '5',
    'true',
    deep,
    '{"__proto__": {}}',
    '{"unknown": 1}',
    '{"a\\u0000": 1}',
  ];
  const bodies: (string | Buffer)[] = [...json, Buffer.from('{"name": "\xff"}', 'latin1')];
  const typed = (type: string) => ({ ...base, headers: { ...base.headers, 'content-type': type } });
  return [
    ...bodies.map((payload) => ({ name: `body ${shown(payload)}`, call: { ...base, payload }, mayPass: false })),
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x'].map((type) => {
      return { name: `body as ${type}`, call: typed(type), mayPass: false };
    }),
  ];
}

function badFields(placed: PlacedOperation): BadCall[] {
  const fields = bodyFieldsOf(placed) ?? {};
  const values = [
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    '',
    'x',
    long,
    [],
    [null],
    [[]],
    [{}],
    {},
    { a: 1 },
    'a\u0000b',
    '\ud800',
  ];
  return Object.entries(fields).flatMap(([name, schema]) =>
    values.map((value) => ({
      name: `field ${name}: ${shown(JSON.stringify(value))}`,
      call: { ...baseCall(placed), payload: JSON.stringify({ ...exampleOf(fields), [name]: value }) },
      mayPass: typesOf(schema).includes(jsonType(value)) && value !== 'a\u0000b' && value !== '\ud800',
    })),
  );
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function shown(value: string | Buffer): string {
  const text = JSON.stringify(value.toString());
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
