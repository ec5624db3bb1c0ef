import fc from 'fast-check';
import { validateBody } from '#platform/http';
import { EventDto } from './event.dto.js';
import { readEvents } from './read-events.js';

const now = Date.parse('2026-03-10T12:00:00.000Z');

/** Rules that the reader alone has: class-validator sees an event outside of time, and no word of its texts. */
const ofReaderAlone = [
  'too_old',
  'in_future',
  'looks_like_email',
  // The JSON parser of other routes refuses them before class-validator.
  'nul_character',
  'lone_surrogate',
  'forbidden_key',
];

const read = (event: unknown) => readEvents(Buffer.from(JSON.stringify([event])), 'application/json', now).rejected[0];

async function isValid(event: unknown): Promise<boolean> {
  try {
    await validateBody(EventDto, JSON.parse(JSON.stringify(event)));
    return true;
  } catch {
    return false;
  }
}

const text = (most: number) => fc.string({ unit: 'grapheme', maxLength: most });
const wide = (most: number) => fc.integer({ min: most - 2, max: most + 2 }).map((length) => '😀'.repeat(length));
const scalar = fc.oneof(text(30), wide(1_000), fc.double(), fc.boolean(), fc.constant(null));
const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', 0, 1e300, true, [], {}, [1], 'a ', ' a', 'a\n', 'A-b', '<a>', '$', 'é '),
  fc.anything({ maxDepth: 2, withNullPrototype: false }).filter((value) => JSON.stringify(value) !== undefined),
);
// Other routes refuse the names of what every object has, at any depth; properties may have them.
const key = fc.oneof(text(20), wide(100)).filter((name) => !(name in {}) && name !== 'prototype');

const good = {
  id: fc.uuid(),
  name: fc.oneof(fc.stringMatching(/^[a-zA-Z$_0-9][\w.:/ $-]{0,40}$/), wide(100), text(101)),
  occurredAt: fc
    .date({ min: new Date(now - 6e8), max: new Date(now), noInvalidDate: true })
    .map((at) => at.toISOString()),
  subject: fc.oneof(text(40), wide(200), fc.constantFrom(undefined, null)),
  session: fc.oneof(text(40), wide(200), fc.constantFrom(undefined, null)),
  properties: fc.oneof(fc.dictionary(key, scalar, { maxKeys: 6 }), fc.constantFrom(undefined, null)),
};
const dates = fc.constantFrom(
  '2026-03-10',
  '2026-03-10T11:00:00',
  '2026-02-30T00:00:00Z',
  '2026-03-10T11:00:60Z',
  '2026-03-09T24:00:00Z',
  '2026-03-10T11:00:00+01:00',
);
const crowd = fc
  .integer({ min: 49, max: 52 })
  .map((count) => Object.fromEntries([...Array(count).keys()].map((i) => [`p${i}`, i])));
const broken = {
  id: fc.oneof(
    anything,
    fc.uuid().map((id) => id.toUpperCase()),
    fc.uuid().map((id) => id.slice(1)),
  ),
  name: anything,
  occurredAt: fc.oneof(anything, dates),
  subject: anything,
  session: anything,
  properties: fc.oneof(anything, crowd, fc.dictionary(key, fc.oneof(scalar, anything), { maxKeys: 6 })),
};
const field = fc.constantFrom(...(Object.keys(good) as (keyof typeof good)[]));
const events = fc.oneof(
  fc.record(good),
  fc
    .record(good)
    .chain((event) =>
      field.chain((name) =>
        fc
          .oneof(broken[name] as fc.Arbitrary<unknown>, fc.constant(undefined))
          .map((value) => ({ ...event, [name]: value })),
      ),
    ),
  fc.tuple(fc.record(good), key, scalar).map(([event, name, value]) => ({ ...event, [name]: value })),
);

it('the reader accepts and rejects what class-validator does', async () => {
  const seen = { accepted: 0, rejected: 0 };
  await fc.assert(
    fc.asyncProperty(events, async (event) => {
      const rejection = read(event);
      if (rejection && ofReaderAlone.includes(rejection.code)) return;
      seen[rejection ? 'rejected' : 'accepted'] += 1;
      expect({ valid: await isValid(event), event }).toEqual({ valid: !rejection, event });
    }),
    { numRuns: 1_500 },
  );
  // Both kinds were compared.
  expect(Math.min(seen.accepted, seen.rejected)).toBeGreaterThan(100);
});

it.each([{ a: 1 }, [1], 'text', 5, null])('%j is no event to either', async (event) => {
  expect(read(event)).toBeDefined();
  expect(await isValid(event)).toBe(false);
});
