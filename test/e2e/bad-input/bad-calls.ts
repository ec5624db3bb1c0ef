import type { PlacedOperation } from '../../drift/openapi/operations.js';
import { accepts, typesOf } from '../../support/json-schema.js';
import {
  bodyFieldsOf,
  bodyIsRequired,
  bodyTypesOf,
  committedOperations,
  type Parameter,
  parametersOf,
  streamedTypesOf,
} from '../../support/openapi.js';
import { badFields } from './bad-fields.js';
import { type BadCall, baseCall, fault, type Refusal, shown, withPath, withQuery } from './call.js';

const deep = `${'['.repeat(2000)}${']'.repeat(2000)}`;
const long = 'x'.repeat(3000);

/** Every kind of invalid parameter, header and body of an operation. */
export function badCalls(placed: PlacedOperation): BadCall[] {
  const parameters = parametersOf(placed);
  const ofPlace = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  return [
    ...ofPlace('path').flatMap((parameter) => badPaths(placed, parameter)),
    ...ofPlace('query').flatMap((parameter) => badQueries(placed, parameter)),
    ...ofPlace('header').flatMap(({ name }) => badHeaders(placed, name)),
    ...inTurn(placed, badHeaders(placed, 'Authorization'), 3),
    ...inTurn(placed, badHeaders(placed, 'Accept-Language'), 1),
    ...badBodies(placed),
    ...badFields(placed),
  ];
}

/** Some of the calls, others for the next operation: of what is read in one place for all of them. */
function inTurn(placed: PlacedOperation, calls: readonly BadCall[], most: number): BadCall[] {
  const first = committedOperations.indexOf(placed) * most;
  return calls.filter((_, at) => (at - (first % calls.length) + calls.length) % calls.length < most);
}

function badPaths(placed: PlacedOperation, parameter: Parameter): BadCall[] {
  const bad = (value: string, refusal?: Refusal): BadCall => ({
    name: `path ${parameter.name}=${shown(value)}`,
    call: withPath(placed, parameter, value),
    refusal,
  });
  const notFound = notFoundCode(placed, parameter);
  // The device made it for a new file: there is nothing to find.
  const isNew = placed.method === 'PUT' && placed.path.endsWith('/attachments/{id}') && parameter.name === 'id';
  const refused = isNew ? fault('path', '/id') : notFound === undefined ? undefined : { code: notFound };
  return [
    ...['%00', '%ff', '%', '%ed%a0%80'].map((value) => bad(value, { code: 'invalid_url' })),
    bad(long, { code: 'url_too_long' }),
    ...['%27%20or%201=1', '..%2f..', '-1', '%F0%9F%98%80', '__proto__'].map((value) => bad(value, refused)),
  ];
}

/** Unknown ids are refused as not found, by a code for each noun; cancelling something that is gone succeeds. */
function notFoundCode({ path, operation }: PlacedOperation, { name }: Parameter): string | undefined {
  if (name === 'tenant' || path.startsWith('/v1/platform/tenants/')) return 'tenant_not_found';
  if (name === 'queue') return 'queue_not_found';
  // The body names a programme, and student and year together an enrolment.
  if (path.startsWith('/v1/campus/students/')) return name === 'year' ? 'not_in_structure' : 'student_not_found';
  if (name === 'studentId') return 'student_not_found';
  // A file is named by the query.
  const others = ['tenant_not_found', 'queue_not_found', 'file_not_found'];
  return operation['x-problems']?.find((code) => code.endsWith('_not_found') && !others.includes(code));
}

function badQueries(placed: PlacedOperation, { name, schema, required }: Parameter): BadCall[] {
  const bad = (query: string, refusal?: Refusal): BadCall => ({
    name: `query ${shown(query)}`,
    call: withQuery(placed, name, query),
    refusal,
  });
  const here = fault('query', `/${name}`);
  const isNumber = typesOf(schema).length === 1 && typesOf(schema)[0] === 'number';
  const numbers = ['', '-1', '0', '1e1', '0x1', '1.5', '%201', '+1', 'abc', 'NaN', '9'.repeat(30), '101', '1000001'];
  const texts = ['', 'nonsense', long, '%27%20or%201=1--', '%25', '_', '%5c', '%F0%9F%98%80', '__proto__'];
  const whole = [schema.type].flat().includes('integer');
  const digits = whole ? /^-?(0|[1-9]\d{0,14})$/ : /^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/;
  const refusalOf = (value: string): Refusal | undefined => {
    const read = isNumber && digits.test(value) ? Number(value) : decodeURIComponent(value);
    if (!accepts(schema, read)) return here;
    return name === 'cursor' && value !== '' ? { code: 'invalid_cursor' } : undefined;
  };
  return [
    ...['=%00', '=%ff', '=%'].map((rest) => bad(`${name}${rest}`, { code: 'invalid_url' })),
    bad(`${name}=1&${name}=2`, here),
    // In this notation of a list the parameter itself is missing.
    ...['[]', '[a]'].map((rest) => bad(`${name}${rest}=1`, required ? undefined : fault('query', `/${name}${rest}`))),
    ...(required ? [bad('', here)] : []),
    ...(isNumber ? numbers : texts).map((value) => bad(`${name}=${value}`, refusalOf(value))),
    { ...bad(`no-${name}=1`), call: withQuery(placed, '', `no-${name}=1`), refusal: fault('query', `/no-${name}`) },
  ];
}

function badHeaders(placed: PlacedOperation, name: string): BadCall[] {
  const refusals: Record<string, (value: string) => Refusal | undefined> = {
    'If-Match': (value) => ({ code: value.includes('"') ? 'precondition_failed' : 'etag_without_quotes' }),
    'Content-Digest': () => ({ code: 'invalid_content_digest' }),
    'Idempotency-Key': (value) =>
      /^[\x21-\x7e]{1,255}$/.test(value) ? undefined : { code: 'invalid_idempotency_key' },
    Authorization: () => (placed.operation.security?.length ? { code: 'unauthenticated' } : undefined),
  };
  const base = baseCall(placed);
  const { 'if-match': _, ...others } = base.headers;
  // `*` holds for every version: it is no bad If-Match.
  const any = name === 'If-Match' ? [] : ['*'];
  const values = ['', 'nonsense', ...any, 'W/"v1"', '"v99999999999999999999"', 'Bearer', 'Bearer x', 'fr;q=x', long];
  return [
    ...values.map((value) => ({
      name: `header ${name}: ${shown(value)}`,
      call: { ...base, headers: { ...base.headers, [name.toLowerCase()]: value } },
      refusal: refusals[name]?.(value),
    })),
    ...(name === 'If-Match'
      ? [{ name: 'no If-Match', call: { ...base, headers: others }, refusal: { code: 'precondition_required' } }]
      : []),
  ];
}

function badBodies(placed: PlacedOperation): BadCall[] {
  const base = baseCall(placed);
  if (streamedTypesOf(placed)) return badStreams(placed);
  if (!bodyFieldsOf(placed)) return unexpectedBodies(placed);
  if (bodyTypesOf(placed).length > 1) return badLists(placed);
  const bad = (payload: string | Buffer, refusal: Refusal): BadCall => ({
    name: `body ${shown(payload)}`,
    call: { ...base, payload },
    refusal,
  });
  const typed = (type: string) => ({ ...base, headers: { ...base.headers, 'content-type': type } });
  const { payload: _, headers: _typed, ...bare } = base;
  const { 'content-type': _type, ...headers } = base.headers;
  return [
    {
      name: 'no body',
      call: { ...bare, headers },
      refusal: withoutBody(placed),
    },
    bad('', { code: 'empty_body' }),
    bad('{', { code: 'invalid_json' }),
    ...['null', '[]', '"x"', '5', 'true'].map((payload) => bad(payload, fault('body', ''))),
    bad(deep, { code: 'json_too_deep' }),
    ...['__proto__', 'unknown', 'constructor', 'valueOf', 'prototype', 'a\u0000'].map((key) => {
      const payload = JSON.stringify({ ...JSON.parse(base.payload as string), [`${key}`]: 1 });
      return bad(key === '__proto__' ? payload.replace(/\}$/, ',"__proto__":{}}') : payload, fault('body', `/${key}`));
    }),
    bad(Buffer.from('{"name": "\xff"}', 'latin1'), { code: 'invalid_utf8' }),
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x'].map((type) => ({
      name: `body as ${type}`,
      call: typed(type),
      refusal: { code: 'unsupported_media_type' },
    })),
  ];
}

/** A body that is read by its route: a list, whose items are judged one by one. */
function badLists(placed: PlacedOperation): BadCall[] {
  const base = baseCall(placed);
  const bad = (payload: string | Buffer, code: string, headers: Record<string, string> = {}): BadCall => ({
    name: `body ${shown(payload)} with ${JSON.stringify(headers)}`,
    call: { ...base, payload, headers: { ...base.headers, ...headers } },
    refusal: { code },
  });
  return [
    bad('', 'empty_body'),
    bad('{', 'invalid_json'),
    ...['null', '"x"', '5', 'true'].map((payload) => bad(payload, 'not_events')),
    bad('[]', 'no_events'),
    bad(`[${'{},'.repeat(1000)}{}]`, 'too_many_events'),
    bad(Buffer.from('[{"name": "\xff"}]', 'latin1'), 'invalid_utf8'),
    ...['application/x-www-form-urlencoded', 'multipart/form-data', 'x'].map((type) =>
      bad('[]', 'unsupported_media_type', { 'content-type': type }),
    ),
    bad('[]', 'invalid_gzip', { 'content-encoding': 'gzip' }),
    bad('[]', 'unsupported_encoding', { 'content-encoding': 'br' }),
  ];
}

/** What is known of a streamed body before its end is refused before the handler runs; a cut one ends in its hands. */
function badStreams(placed: PlacedOperation): BadCall[] {
  const base = baseCall(placed);
  const bad = (headers: Record<string, string>, refusal?: Refusal): BadCall => ({
    name: `streamed body with ${shown(JSON.stringify(headers))}`,
    call: { ...base, headers: { ...base.headers, ...headers } },
    refusal,
  });
  return [
    ...['text/x-other', 'multipart/form-data', 'x', ';;;'].map((type) =>
      bad({ 'content-type': type }, { code: 'unsupported_media_type' }),
    ),
    bad({ 'content-encoding': 'gzip' }, { code: 'unsupported_media_type' }),
    bad({ 'content-length': '9'.repeat(15) }, { code: 'body_too_large' }),
    // A handler may refuse, or answer, without reading.
    bad({ 'content-length': '11' }),
    bad({ 'content-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` }),
    ...(bodyIsRequired(placed)
      ? [{ name: 'no streamed body', call: { ...base, payload: '' }, refusal: { code: 'empty_body' } }]
      : []),
  ];
}

/** PATCH needs a body; elsewhere a missing one is as good as one without fields. */
function withoutBody(placed: PlacedOperation): Refusal | undefined {
  if (placed.method === 'PATCH') return { code: 'empty_body' };
  return bodyIsRequired(placed) ? { code: 'validation_failed' } : undefined;
}

/** GET ignores a body (RFC 9110 §9.3.1). Elsewhere an empty one is as good as none. */
function unexpectedBodies(placed: PlacedOperation): BadCall[] {
  if (placed.method === 'GET') return [];
  const base = baseCall(placed);
  const bad = (type: string, payload: string, refusal?: Refusal): BadCall => ({
    name: `body ${shown(payload)} as ${type}`,
    call: { ...base, payload, headers: { ...base.headers, 'content-type': type } },
    refusal,
  });
  return ['application/json', 'text/plain'].flatMap((type) => [
    bad(type, ''),
    bad(type, '{}'),
    ...['[1]', '{"a":1}', 'x'].map((payload) => bad(type, payload, fault('body', ''))),
  ]);
}
