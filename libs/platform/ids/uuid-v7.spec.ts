import { idAt, isUuid, newId, uuidTime } from './index.js';

it('is a UUID of version 7 that holds its time, to the millisecond', () => {
  const before = Date.now();
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const madeAt = uuidTime(id);
  expect(madeAt).toBeGreaterThanOrEqual(before);
  expect(madeAt).toBeLessThanOrEqual(Date.now());
});

it('is greater than every id before it, also within a millisecond', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(ids).toEqual([...new Set(ids)].sort());
});

it('is made for a given time too, each time another', () => {
  const ids = [idAt(1_800_000_000_123), idAt(1_800_000_000_123)];
  expect(ids.map(uuidTime)).toEqual([1_800_000_000_123, 1_800_000_000_123]);
  expect(ids.map((id) => isUuid(id) && id[14])).toEqual(['7', '7']);
  expect(new Set(ids).size).toBe(2);
});
