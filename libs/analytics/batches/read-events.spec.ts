import { type ReadEvents, readEvents } from './read-events.js';
import { type RejectionCode, rejectionTexts } from './rejections.js';

const now = Date.parse('2026-03-10T12:00:00.000Z');
const id = '0199d8a2-6f00-7abc-8def-0123456789ab';
const good = { id, name: 'page_view', occurredAt: '2026-03-10T11:59:00Z' };

const ofText = (text: string | Buffer, type = 'application/json') => readEvents(Buffer.from(text), type, now);
const of = (...events: unknown[]): ReadEvents => ofText(JSON.stringify(events));
const faults = ({ rejected }: ReadEvents) => rejected.map(({ code, pointer }) => [code, pointer]);
const withProperties = (properties: unknown) => of({ ...good, properties });

/** What a body is refused with as a whole. */
function refusal(body: string | Buffer, type?: string): unknown {
  try {
    ofText(body, type);
  } catch (error) {
    return (error as { code: string }).code;
  }
  throw new Error('The body was read.');
}

describe('an event', () => {
  it('is read with all of its fields', () => {
    const properties = { path: '/apps/é😀', price: 9.5, trial: false, campaign: null };
    const event = { ...good, id: id.toUpperCase(), subject: 'u-1', session: 's 2', properties };
    expect(of(event)).toEqual({
      received: 1,
      isOne: false,
      events: [
        {
          index: 0,
          id,
          name: 'page_view',
          occurredAt: now - 60_000,
          subject: 'u-1',
          session: 's 2',
          properties: JSON.stringify(properties),
        },
      ],
      rejected: [],
    });
  });

  it.each([{}, { subject: null, session: null, properties: null }, { properties: {} }])(
    'may have neither subject, session nor properties: %j',
    (rest) =>
      expect(of({ ...good, ...rest }).events).toMatchObject([{ subject: null, session: null, properties: null }]),
  );

  it.each([
    '$identify',
    'Order Completed',
    'cart/checkout:paid',
    '_x',
    '9',
    'app.opened-1',
    'écran vu',
    'é'.repeat(100),
  ])('may be named %s', (name) => expect(of({ ...good, name }).events).toMatchObject([{ name }]));

  it('has the last of two equal keys', () => {
    const twice = `[{"id":"${id}","name":"a","name":"b","occurredAt":"${good.occurredAt}","properties":{"a":1,"a":2}}]`;
    expect(ofText(twice).events).toMatchObject([{ name: 'b', properties: '{"a":2}' }]);
  });

  it('occurred to the millisecond; further digits are cut', () => {
    expect(of({ ...good, occurredAt: '2026-03-10T13:59:00.123999+02:00' }).events).toMatchObject([
      { occurredAt: now - 59_877 },
    ]);
  });

  it('may be as long as the limits, which count code points', () => {
    const wide = '😀';
    const properties = Object.fromEntries([...Array(49)].map((_, i) => [`p${i}`, i]));
    const event = {
      ...good,
      name: 'n'.repeat(100),
      subject: wide.repeat(200),
      session: wide.repeat(200),
      properties: { ...properties, [wide.repeat(100)]: wide.repeat(1_000) },
    };
    expect(faults(of(event))).toEqual([]);
  });

  it.each([
    ['2026-03-03T12:00:00.000Z', []],
    ['2026-03-03T11:59:59.999Z', [['too_old', '/0/occurredAt']]],
    ['2026-03-10T12:05:00.000Z', []],
    ['2026-03-10T12:05:00.001Z', [['in_future', '/0/occurredAt']]],
  ])('that occurred at %s is judged by the time of the server', (occurredAt, expected) =>
    expect(faults(of({ ...good, occurredAt }))).toEqual(expected),
  );

  it.each(['pkg@2.0.1', '@user', 'https://a.example/@user/page.html', 'a @ b.fr', 'ada@localhost', '50%40', 'x@y.z'])(
    'may have the text %s, which is no e-mail address',
    (text) => expect(faults(withProperties({ text }))).toEqual([]),
  );
});

describe('a rejected event is told with its first fault:', () => {
  const cases: Record<RejectionCode, [event: unknown, pointer: string][]> = {
    invalid_json: [],
    // By the names that the tenant has, once the events are read.
    too_many_names: [],
    not_an_object: [
      [null, '/0'],
      [[good], '/0'],
      ['event', '/0'],
      [{ ...good, properties: [1] }, '/0/properties'],
      [{ ...good, properties: 'a' }, '/0/properties'],
    ],
    unknown_field: [
      [{ ...good, 'a/b~c': 1 }, '/0/a~1b~0c'],
      [{ ...good, 'nul\0': 1 }, '/0/nul\ufffd'],
      [{ ...good, constructor: 1 }, '/0/constructor'],
      [{ ...good, id: 1, timestamp: 2 }, '/0/timestamp'],
    ],
    missing: [
      [{}, '/0/id'],
      [{ id }, '/0/name'],
      [{ id, name: 'a' }, '/0/occurredAt'],
    ],
    not_a_uuid: [
      [{ ...good, id: 1 }, '/0/id'],
      [{ ...good, id: null }, '/0/id'],
      [{ ...good, id: `${id}\n` }, '/0/id'],
      [{ ...good, id: id.replaceAll('-', '') }, '/0/id'],
    ],
    not_a_string: [
      [{ ...good, name: 1 }, '/0/name'],
      [{ ...good, subject: 12 }, '/0/subject'],
      [{ ...good, session: {} }, '/0/session'],
    ],
    invalid_name: [
      [{ ...good, name: '' }, '/0/name'],
      [{ ...good, name: 'a'.repeat(101) }, '/0/name'],
      [{ ...good, name: ' a' }, '/0/name'],
      [{ ...good, name: 'a ' }, '/0/name'],
      [{ ...good, name: 'a\n' }, '/0/name'],
      [{ ...good, name: '<b>' }, '/0/name'],
      [{ ...good, name: 'palier.app.viewed' }, '/0/name'],
    ],
    not_a_date: [
      [{ ...good, occurredAt: now }, '/0/occurredAt'],
      [{ ...good, occurredAt: '2026-03-10T12:00:00' }, '/0/occurredAt'],
      [{ ...good, occurredAt: '2026-02-30T12:00:00Z' }, '/0/occurredAt'],
      [{ ...good, occurredAt: '2026-03-10T11:59:60Z' }, '/0/occurredAt'],
    ],
    too_old: [[{ ...good, occurredAt: '1999-12-31T23:59:59Z' }, '/0/occurredAt']],
    in_future: [[{ ...good, occurredAt: '2027-01-01T00:00:00Z' }, '/0/occurredAt']],
    bad_length: [
      [{ ...good, subject: '' }, '/0/subject'],
      [{ ...good, session: '😀'.repeat(201) }, '/0/session'],
    ],
    too_many_properties: [
      [{ ...good, properties: Object.fromEntries([...Array(51)].map((_, i) => [`p${i}`, i])) }, '/0/properties'],
    ],
    bad_property_name: [
      [{ ...good, properties: { '': 1 } }, '/0/properties/'],
      [{ ...good, properties: { ['k'.repeat(101)]: 1 } }, `/0/properties/${'k'.repeat(101)}`],
    ],
    forbidden_key: [[{ ...good, properties: JSON.parse('{"__proto__":1}') }, '/0/properties/__proto__']],
    nested_value: [
      [{ ...good, properties: { a: { b: 1 } } }, '/0/properties/a'],
      [{ ...good, properties: { a: 1, tags: [] } }, '/0/properties/tags'],
    ],
    not_finite: [],
    too_long: [[{ ...good, properties: { a: 'x'.repeat(1_001) } }, '/0/properties/a']],
    nul_character: [
      [{ ...good, name: 'a\0' }, '/0/name'],
      [{ ...good, subject: 'a\0' }, '/0/subject'],
      [{ ...good, properties: { a: '\0' } }, '/0/properties/a'],
      [{ ...good, properties: { 'a\0': 1 } }, '/0/properties/a\ufffd'],
    ],
    lone_surrogate: [
      [{ ...good, name: 'a\ud800' }, '/0/name'],
      [{ ...good, session: '\udc00' }, '/0/session'],
      [{ ...good, properties: { a: '\ud83d' } }, '/0/properties/a'],
      [{ ...good, properties: { '\ud83d': 1 } }, '/0/properties/\ufffd'],
    ],
    looks_like_email: [
      [{ ...good, name: 'ada@example.org' }, '/0/name'],
      [{ ...good, subject: 'ada@example.org' }, '/0/subject'],
      [{ ...good, session: 'Ada.L+x@mail.example.co.uk' }, '/0/session'],
      [{ ...good, properties: { by: 'mail <ada@exämple.org>' } }, '/0/properties/by'],
      [{ ...good, properties: { url: '/?to=ada%40example.org&b=1' } }, '/0/properties/url'],
      [{ ...good, properties: { 'ada@example.org': 1 } }, '/0/properties/ada@example.org'],
    ],
  };
  const flat = Object.entries(cases).flatMap(([code, each]) => each.map(([event, at]) => [code, at, event] as const));

  it.each(flat)('%s at %s', (code, pointer, event) => expect(faults(of(event))).toEqual([[code, pointer]]));

  it('not_finite, of a number beyond those of JavaScript', () => {
    const body = `[{"id":"${id}","name":"a","occurredAt":"${good.occurredAt}","properties":{"a":1e999,"b":-1e999}}]`;
    expect(ofText(body).rejected).toMatchObject([
      { code: 'not_finite', pointer: '/0/properties/a', text: expect.stringContaining('{"a":1e999,"b":-1e999}') },
    ]);
  });

  it('looks_like_email, where the @ is an escape', () => {
    const escaped = JSON.stringify([{ ...good, subject: 'ada@example.org' }]).replace('@', '\\u0040');
    expect(faults(ofText(escaped))).toEqual([['looks_like_email', '/0/subject']]);
  });

  it('each code has texts', () => expect(Object.values(rejectionTexts).filter(({ en, fr }) => !en || !fr)).toEqual([]));
});

describe('the others of a batch', () => {
  it('are read, and keep their places', () => {
    const read = of(good, { ...good, name: 1, subject: 'u-1' }, good, 7);
    expect([read.received, read.events.map(({ index }) => index)]).toEqual([4, [0, 2]]);
    expect(read.rejected).toMatchObject([
      { index: 1, pointer: '/1/name', subject: 'u-1', text: JSON.stringify({ ...good, name: 1, subject: 'u-1' }) },
      { index: 3, pointer: '/3', subject: null, text: '7' },
    ]);
  });

  it.each(['a\0', '\ud800', '', 5, 's'.repeat(201)])('a subject that cannot be stored is not told: %j', (subject) =>
    expect(of({ ...good, subject }).rejected).toMatchObject([{ subject: null }]),
  );
});

describe('the text of a rejected event', () => {
  it.each([0, 1, 2, 3, 4])('is cut after 2 KiB of UTF-8, between two characters (%i bytes on)', (shift) => {
    const event = { a: `${'x'.repeat(shift)}${'€😀é'.repeat(1_000)}` };
    const [{ text } = { text: '' }] = of(event).rejected;
    expect(JSON.stringify(event).startsWith(text)).toBe(true);
    expect(text.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(text)).toBeGreaterThan(2_044);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048);
  });

  it('is whole up to 2 KiB', () => {
    const event = { a: [1, 'b', { c: null, d: [true, {}], e: [] }], f: 'g'.repeat(1_990) };
    expect(of(event).rejected[0]?.text).toBe(JSON.stringify(event));
  });

  it('of a deep event is cut too, and of a line without U+0000', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(ofText(deep).rejected[0]?.text).toBe(deep.slice(0, 2_048));
    expect(ofText('{"a\0', 'application/x-ndjson').rejected[0]?.text).toBe('{"a\ufffd');
  });
});

describe('a body', () => {
  const lines = 'application/x-ndjson';

  it.each(['application/json', 'text/plain'])('of %s may be one event, to whose fields the pointers lead', (type) => {
    expect(ofText(JSON.stringify(good), type)).toMatchObject({ received: 1, events: [{ index: 0 }] });
    expect(faults(ofText(JSON.stringify({ ...good, name: 1 }), type))).toEqual([['not_a_string', '/name']]);
    expect(faults(ofText('{"a":1}', type))).toEqual([['unknown_field', '/a']]);
  });

  it('of lines may have blank ones, which do not count, and lines that are no JSON', () => {
    const line = JSON.stringify(good);
    const read = ofText(`\n${line}\r\n \t\n{"id"\n\n[]\n  ${line}`, lines);
    expect([read.received, read.events.map(({ index }) => index)]).toEqual([4, [0, 3]]);
    expect(faults(read)).toEqual([
      ['invalid_json', '/1'],
      ['not_an_object', '/2'],
    ]);
    expect(read.rejected[0]).toMatchObject({ text: '{"id"', subject: null });
  });

  const many = (count: number) => Array(count).fill(JSON.stringify(good));

  it('may have 1,000 events', () => {
    expect(ofText(`[${many(1_000)}]`).events).toHaveLength(1_000);
    expect(ofText(many(1_000).join('\n'), lines).events).toHaveLength(1_000);
  });

  it('may have 50 properties in each of 1,000 events', () => {
    const properties = Object.fromEntries([...Array(50)].map((_, i) => [`p${i}`, i]));
    expect(of(...Array(1_000).fill({ ...good, properties })).events).toHaveLength(1_000);
  });

  const half = 'x'.repeat(300_000);
  it.each<[code: string, name: string, body: string | Buffer, type?: string]>([
    ['too_many_events', 'of 1,001 events', `[${many(1_001)}]`],
    ['too_many_events', 'of 1,001 lines', many(1_001).join('\n'), lines],
    ['no_events', 'of an empty array', ' [] '],
    ['no_events', 'of blank lines', '\n \n', lines],
    ['not_events', 'of a text', '"event"'],
    ['not_events', 'of null', 'null'],
    ['invalid_json', 'that is cut', '[{"id":'],
    ['invalid_json', 'of lines sent as JSON', many(2).join('\n')],
    ['invalid_utf8', 'in Latin-1', Buffer.from('["é"]', 'latin1')],
    ['invalid_utf8', 'of lines in Latin-1', Buffer.from('{"é":1}', 'latin1'), lines],
    ['json_too_deep', 'of 4 MB of brackets', '['.repeat(4_000_000)],
    ['json_too_deep', 'of 4 MB of brackets on one line', `{}\n${'['.repeat(4_000_000)}`, lines],
    ['json_too_deep', 'of brackets behind a quote that nothing closes', `"\\\n${'{"a":['.repeat(100_000)}`, lines],
    ['json_too_deep', 'of brackets behind text with a quote', `["${half}\\"", ${'['.repeat(40)}${']'.repeat(40)}]`],
    ['too_many_values', 'of 4 MB of objects', `[${Array(1_300_000).fill('{}')}]`],
    ['too_many_values', 'of 2,000,000 numbers', `[{"a":[${Array(2_000_000).fill(1)}]}]`],
    ['too_many_values', 'of 2,000,000 numbers on one line', `[${Array(2_000_000).fill(1)}]`, lines],
  ])('%s is answered to one %s', (code, _name, ...body) => expect(refusal(...body)).toBe(code));

  it('may have brackets and commas in its texts, and lines of their own', () => {
    const name = `a${'[{,'.repeat(200_000)}`;
    expect(faults(of({ ...good, name }, good))).toEqual([['invalid_name', '/0/name']]);
    const opened = Array(40).fill(`{"a":"${'x'.repeat(10_000)}","b":[`);
    expect(ofText(opened.join('\n'), lines).rejected).toHaveLength(40);
  });
});
