import fc from 'fast-check';
import { anyCharacter } from '../../../../test/support/any-character.js';
import { decodeCursor, encodeCursor, type KeyType } from './cursor.js';

const uuid = fc.uuid();
const timestamp = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = fc
  .string({ unit: anyCharacter, maxLength: 60 })
  .filter((value) => !value.includes('\0') && value.isWellFormed());
const arbitraries = {
  uuid,
  timestamp,
  day: timestamp.map((time) => time.slice(0, 10)),
  text,
  integer: fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
};
const filter = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
const column = fc.constantFrom<KeyType>('uuid', 'timestamp', 'day', 'text', 'integer');
const list = fc.record({
  list: fc.string(),
  tenantId: fc.option(uuid),
  sort: fc.string(),
  filter,
  types: fc.array(column, { minLength: 1, maxLength: 3 }),
});
const page = list.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    keys: fc.tuple(...shape.types.map((type): fc.Arbitrary<string | number> => arbitraries[type])),
  }),
);
const invalid = expect.objectContaining({ code: 'invalid_cursor', status: 400 });
const refused = (decode: () => unknown) => {
  try {
    return decode();
  } catch (error) {
    return error;
  }
};

it('decodes to the keys that were encoded', () => {
  fc.assert(
    fc.property(page, ({ shape, keys }) => {
      const token = encodeCursor(shape, keys);
      expect(token).toMatch(/^[\w-]{1,1024}$/);
      expect(decodeCursor(token, shape)).toEqual(keys);
    }),
  );
});

it('is refused by another list, tenant, sort, filter or set of columns', () => {
  fc.assert(
    fc.property(page, list, ({ shape, keys }, other) => {
      fc.pre(JSON.stringify(shape) !== JSON.stringify(other));
      expect(refused(() => decodeCursor(encodeCursor(shape, keys), other))).toEqual(invalid);
    }),
  );
});

it('does not depend on the order of the filters, nor on filters without a value', () => {
  const shape = { list: 'things', tenantId: null, sort: 'name', types: ['text'] as const };
  const token = encodeCursor({ ...shape, filter: { a: 1, b: 2, c: undefined } }, ['x']);
  expect(decodeCursor(token, { ...shape, filter: { b: 2, a: 1 } })).toEqual(['x']);
});

it('refuses any other token with a problem', () => {
  fc.assert(
    fc.property(
      list,
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (shape, token) => {
        expect(refused(() => decodeCursor(token, shape))).toEqual(invalid);
      },
    ),
  );
});

it.each<[KeyType, unknown]>([
  ['text', 'a\0b'],
  ['text', '\ud800'],
  ['text', 7],
  ['uuid', 'not-one'],
  ['uuid', '0197A1B2-7C3D-7E4F-8A5B-6C7D8E9FA0B1'],
  ['timestamp', '2025-13-01T00:00:00Z'],
  ['timestamp', '2026-02-31T00:00:00Z'],
  ['timestamp', '0000-01-01T00:00:00Z'],
  ['timestamp', '2026-01-01T24:00:00Z'],
  ['timestamp', '2026-01-01T00:00:00+00:00'],
  ['timestamp', '2026-01-01T00:00:00.1234567Z'],
  ['timestamp', 'infinity'],
  ['integer', null],
  ['integer', '7'],
  ['integer', 1.5],
  ['integer', 2 ** 31],
  ['integer', 1e308],
])('refuses a %s forged as %j', (type, value) => {
  const shape = { list: 'things', tenantId: null, sort: 'name', filter: {}, types: [type] };
  const [print] = JSON.parse(Buffer.from(encodeCursor({ ...shape, types: [type] }, ['']), 'base64url').toString());
  const forged = Buffer.from(JSON.stringify([print, value])).toString('base64url');
  expect(refused(() => decodeCursor(forged, shape))).toEqual(invalid);
});

it('refuses a token of more than 1,024 characters', () => {
  expect(
    refused(() => decodeCursor('A'.repeat(1025), { list: '', tenantId: null, sort: '', filter: {}, types: [] })),
  ).toEqual(invalid);
});
