import type { PlacedOperation } from '../../drift/openapi/operations.js';
import type { Schema } from '../../support/json-schema.js';
import { bodyFieldsOf, type Parameter, parametersOf, streamedTypesOf } from '../../support/openapi.js';

export interface ApiCall {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  payload?: string | Buffer;
  headers: Record<string, string>;
}

/** The expected refusal of a call. */
export interface Refusal {
  code: string;
  /** The pointer of every fault that the problem lists; faults below it are allowed too. */
  at?: { in: 'body' | 'query' | 'path'; pointer: string };
}

/** A call with one fault. */
export interface BadCall {
  name: string;
  call: ApiCall;
  /** Undefined where the document allows the value, so that it may be accepted. */
  refusal?: Refusal;
}

export const fault = (place: 'body' | 'query' | 'path', pointer: string): Refusal => ({
  code: 'validation_failed',
  at: { in: place, pointer },
});

/** The tenants of the spec: operators' routes change another tenant than the one that is read. */
export const tenantRead = 'bad-input';
export const tenantChanged = 'bad-input-changes';

/** A valid call by the document, with values in place of its examples of these names, from which each bad one differs. */
export function baseCall(placed: PlacedOperation, values: Readonly<Record<string, unknown>> = {}): ApiCall {
  const { method } = placed;
  const parameters = parametersOf(placed);
  const sent = parameters.filter((each) => each.in === 'query' && (each.required || each.name in values));
  const query = sent.map(({ name }) => `${name}=${values[name] ?? valueFor(placed, name)}`).join('&');
  const fields = bodyFieldsOf(placed);
  const streamed = streamedTypesOf(placed)?.[0];
  const payload =
    streamed === undefined
      ? fields && JSON.stringify({ ...exampleOf(fields), ...ofFields(fields, values) })
      : 'some bytes';
  const type = streamed ?? (fields && 'application/json');
  const versioned = parameters.some(({ name }) => name === 'If-Match');
  const headers = { ...(versioned && { 'if-match': '"v1"' }), ...(type && { 'content-type': type }) };
  const url = `${pathWith(placed, values)}${query && `?${query}`}`;
  return { method: method as ApiCall['method'], url, headers, ...(payload !== undefined && { payload }) };
}

/** The base call with a query parameter, twice where it is required. */
export function withQuery(placed: PlacedOperation, name: string, query: string): ApiCall {
  const base = baseCall(placed);
  const [path = '', given = ''] = base.url.split('?');
  const others = given.split('&').filter((pair) => pair && !pair.startsWith(`${name}=`));
  return { ...base, url: `${path}?${[...others, query].join('&')}` };
}

/** The base call with one path parameter replaced. */
export function withPath(placed: PlacedOperation, { name }: Parameter, value: string): ApiCall {
  const base = baseCall(placed);
  const query = base.url.slice(base.url.indexOf('?') + 1 || base.url.length);
  return { ...base, url: `${pathWith(placed, { [name]: value })}${query && `?${query}`}` };
}

export function exampleOf(fields: Record<string, Schema>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { example }]) => (example === undefined ? [] : [[name, example]])),
  );
}

export function shown(value: string | Buffer): string {
  const text = JSON.stringify(value.toString());
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

const ofFields = (fields: object, values: object) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in fields));

function pathWith(placed: PlacedOperation, values: Readonly<Record<string, unknown>>): string {
  return placed.path.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? valueFor(placed, name)));
}

/** The value of a path parameter, or of a required query parameter. */
function valueFor({ method, path }: PlacedOperation, name: string): string {
  const ofOperators = method === 'GET' ? tenantRead : tenantChanged;
  if (path.startsWith('/v1/platform/tenants/')) return ofOperators;
  if (path.startsWith('/v1/platform/flags/')) return 'catalog.tags';
  if (name === 'tenant') return path.startsWith('/v1/platform/') ? ofOperators : tenantRead;
  // An id that nothing has: any other text is refused before the body is read.
  const id = '018f0000-0000-7000-8000-00000000dead';
  return (
    { queue: 'tenants.purge-tenant', state: 'failed', id, programme: id, year: id, chapter: id, studentId: id }[name] ??
    'none'
  );
}
