import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;
/** Takes the bodies of the default size. */
let wide: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
  wide = await startThingsApp({ BODY_LIMIT_BYTES: '1048576' });
});
afterAll(() => Promise.all([app.close(), wide.close()]));

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/things',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a body', () => {
  it.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ['that is empty', '', {}, 400, 'empty_body'],
    ['that is not JSON', '{"name": nope}', {}, 400, 'invalid_json'],
    ['that ends too early', '{"name": "abc"', {}, 400, 'invalid_json'],
    ['that is not UTF-8', Buffer.from('{"name": "ab\xff"}', 'latin1'), {}, 400, 'invalid_utf8'],
    ['that is nested 33 levels deep', nested(33), {}, 400, 'json_too_deep'],
    ['that is nested 1,000 levels deep', nested(1000), {}, 400, 'json_too_deep'],
    ['above the limit', `"${'a'.repeat(3000)}"`, {}, 413, 'body_too_large'],
    [
      'of another type',
      'name=abc',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    ['of a text type', 'abc', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['of an unreadable type', 'abc', { 'content-type': ';;;' }, 415, 'unsupported_media_type'],
    ['that is compressed', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
    ['with U+0000', '{"name": "a\\u0000b"}', {}, 400, 'validation_failed'],
    ['with U+0000 in a key', '{"a\\u0000b": 1}', {}, 400, 'validation_failed'],
    ['with a lone surrogate', '{"name": "a\\ud800b"}', {}, 400, 'validation_failed'],
    ['with __proto__', '{"name": "abc", "__proto__": {"admin": true}}', {}, 400, 'validation_failed'],
    ['with __proto__ written with an escape', '{"name": "abc", "__pr\\u006fto__": {}}', {}, 400, 'validation_failed'],
    ['that is an array', '[]', {}, 400, 'validation_failed'],
    ['that is null', 'null', {}, 400, 'validation_failed'],
    ['that is a number', '5', {}, 400, 'validation_failed'],
    ['that is a string', '"abc"', {}, 400, 'validation_failed'],
    ['with an unknown field', '{"name": "abc", "colour": 1}', {}, 400, 'validation_failed'],
    ['with null where a field may be left out', '{"name": "abc", "parts": null}', {}, 400, 'validation_failed'],
  ])('%s is refused', async (_name, payload, headers, status, code) => {
    const answer = await post(payload, headers);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, 1]));

  it.each<[string, object, object]>([
    ['201 members', members(201), { pointer: '', code: 'too_many_members', detail: 'must have at most 200 members' }],
    [
      '201 members of an object within',
      { name: 'abc', parts: [{ count: 1 }, members(201)] },
      { pointer: '/parts/1', code: 'too_many_members' },
    ],
    [
      '1,001 items',
      { name: 'abc', parts: Array(1001).fill(1) },
      { pointer: '/parts', code: 'too_many', detail: 'must hold at most 1000 items' },
    ],
    [
      '20,001 members and items',
      { name: 'abc', parts: Array(20).fill(Array(1000).fill(1)) },
      { pointer: '', code: 'too_many_values' },
    ],
  ])('with %s is refused for that alone', async (_name, body, fault) => {
    const answer = await wide.inject({ method: 'POST', url: '/things', payload: body });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'validation_failed']);
    expect(answer.json().errors).toEqual([expect.objectContaining({ in: 'body', ...fault })]);
  });

  it('of 200 members and 1,000 items is judged by its fields, of which the first 50 faults are told', async () => {
    const { errors } = (await wide.inject({ method: 'POST', url: '/things', payload: members(200) })).json();
    expect(errors.map(({ code }: { code: string }) => code)).toEqual(Array(50).fill('unknown_field'));
    const parts = Array(1000).fill({ count: 1 });
    const answer = await wide.inject({ method: 'POST', url: '/things', payload: { name: 'abc', parts } });
    expect([answer.statusCode, answer.json().parts]).toEqual([201, parts]);
  });

  it('above the limit is told how many bytes it may have', async () => {
    const large = `"${'a'.repeat(3000)}"`;
    const [english, french] = [await post(large), await post(large, { 'accept-language': 'fr' })];
    expect(english.json()).toMatchObject({ limit: 2048, detail: expect.stringContaining('more than 2048 bytes') });
    expect(french.json()).toMatchObject({ limit: 2048, detail: expect.stringContaining('dépasse 2048 octets') });
  });

  it('may hold brackets in strings, escapes of real characters and 32 levels', async () => {
    expect((await post('{"name": "[[\\"{"}')).statusCode).toBe(201);
    expect((await post('{"name": "\\ud83d\\ude00!"}')).json()).toEqual({ name: '😀!' });
    expect((await post(nested(32))).json().code).toBe('validation_failed');
  });

  it.each([
    ['POST', '/things/1/start'],
    ['DELETE', '/things/1/parts'],
  ] as const)('may be announced but must be empty where %s %s takes none', async (method, url) => {
    const send = (type: string, payload: string) =>
      app.inject({ method, url, payload, headers: { 'content-type': type, 'content-length': `${payload.length}` } });
    for (const type of ['application/json', 'text/plain;charset=UTF-8']) {
      for (const payload of ['', '{}']) expect((await send(type, payload)).statusCode).toBe(200);
      for (const payload of ['[1]', '{"a":1}', ' ']) {
        const answer = await send(type, payload);
        expect([answer.statusCode, answer.json().errors]).toEqual([
          400,
          [{ pointer: '', in: 'body', code: 'unexpected_body', detail: expect.any(String) }],
        ]);
      }
    }
    expect((await app.inject({ method, url })).statusCode).toBe(200);
  });

  it('must be there where PATCH takes one, even if each field may be left out', async () => {
    const send = (payload?: string) => {
      const headers = payload === undefined ? {} : { 'content-type': 'application/json' };
      return app.inject({ method: 'PATCH', url: '/things/1/name', payload, headers });
    };
    for (const payload of [undefined, '']) {
      const answer = await send(payload);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'empty_body']);
    }
    expect((await send('{}')).json()).toEqual({ name: 'none' });
  });

  it('reads the last of duplicate keys', async () => {
    expect((await post('{"name": "abc", "name": "def"}')).json()).toEqual({ name: 'def' });
  });

  // A map of rules or a class has these names from its prototype.
  it.each([...Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__'), 'prototype'])(
    'is refused for an unknown field called %s, at any depth',
    async (name) => {
      const own = { [name]: 1 };
      const answers = [
        await post(JSON.stringify({ name: 'abc', ...own })),
        await post(JSON.stringify({ name: 'abc', parts: [{ count: 1 }, { count: 1, ...own }] })),
      ];
      const told = (pointer: string) => [
        { pointer, in: 'body', code: 'unknown_field', detail: 'is not a known field' },
      ];
      expect(answers.map((answer) => [answer.statusCode, answer.json().errors])).toEqual([
        [400, told(`/${name}`)],
        [400, told(`/parts/1/${name}`)],
      ]);
    },
  );

  it('with a misspelled field, at any depth, is told the one that is meant', async () => {
    const body = '{"nmae": "abc", "parts": [{"count": 1}, {"Counts": 1}]}';
    const detailsIn = async (language: string) => {
      const { errors } = (await post(body, { 'accept-language': language })).json();
      return errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]);
    };
    expect(await detailsIn('en')).toEqual([
      ['/nmae', 'is not a known field. Did you mean name? Accepted: name, parts.'],
      ['/name', 'is required'],
      ['/parts/1/Counts', 'is not a known field. Did you mean count? Accepted: count.'],
      ['/parts/1/count', 'is required'],
    ]);
    expect(await detailsIn('fr')).toContainEqual([
      '/parts/1/Counts',
      'n’est pas un champ connu. Vouliez-vous dire count ? Acceptés : count.',
    ]);
  });

  it('of many or long unknown names is answered shortly', async () => {
    const names = Array.from({ length: 200 }, (_, i) => [`${'n'.repeat(4000)}${i}`, 1]);
    const answers = [
      await wide.inject({ method: 'POST', url: '/things', payload: Object.fromEntries(names) }),
      await wide.inject({ method: 'POST', url: '/things', payload: { ['n'.repeat(1_000_000)]: 1 } }),
    ];
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(400);
      expect(body.length).toBeLessThan(30_000);
    }
  });

  it('is told where it stops being JSON, as far as the parser says', async () => {
    expect((await post('{"name": "abc"')).json().position).toBe(14);
    expect((await post('{name: "abc"}')).json().position).toBe(1);
  });

  it('is refused with every wrong field, by JSON pointer, in the requested language', async () => {
    const faults = '{"name": "abcdef", "parts": [{"count": 1}, {"count": 0}], "a/b~c": 1}';
    const english = (await post(faults)).json();
    expect(english.errors).toEqual([
      {
        pointer: '/a~1b~0c',
        in: 'body',
        code: 'unknown_field',
        detail: 'is not a known field. Accepted: name, parts.',
      },
      { pointer: '/name', in: 'body', code: 'too_long', detail: 'must have at most 5 characters' },
      { pointer: '/parts/1/count', in: 'body', code: 'too_small', detail: 'must be at least 1' },
    ]);
    const french = await post(faults, { 'accept-language': 'fr-FR, en;q=0.5' });
    expect(french.headers['content-language']).toBe('fr');
    expect(french.json()).toMatchObject({
      type: '/docs/errors#validation_failed',
      title: 'Validation en échec',
      status: 400,
      instance: '/things',
      errors: [{}, { detail: 'doit comporter au plus 5 caractères' }, { detail: 'doit valoir au moins 1' }],
    });
  });
});
