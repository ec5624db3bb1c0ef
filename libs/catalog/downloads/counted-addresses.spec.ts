import { CountedAddresses } from './counted-addresses.js';

const times = Array.from({ length: 30 });

it('an address has five downloads of a version counted each day', () => {
  const addresses = new CountedAddresses();
  const taken = (address: string, version: string, day: string) =>
    times.filter(() => addresses.take(address, version, day)).length;
  expect(taken('198.51.100.7', 'a', '2026-11-21')).toBe(5);
  expect(taken('198.51.100.7', 'b', '2026-11-21')).toBe(5);
  expect(taken('198.51.100.8', 'a', '2026-11-21')).toBe(5);
  expect(taken('198.51.100.7', 'a', '2026-11-21')).toBe(0);
  expect(taken('198.51.100.7', 'a', '2026-11-22')).toBe(5);
});

it('an address is not in memory, and under another hash each day', () => {
  const addresses = new CountedAddresses();
  const held = (day: string) => {
    addresses.take('198.51.100.7', 'a', day);
    const { counts } = addresses as unknown as { counts: Map<string, number> };
    return [...counts.keys()];
  };
  const [first, second] = [held('2026-11-21'), held('2026-11-22')];
  expect([first.length, second.length]).toEqual([1, 1]);
  expect(first).not.toEqual(second);
  // Nor under one that who knows the address and the day could compute.
  expect(held('2026-11-21')).not.toEqual(first);
  expect(JSON.stringify([first, second])).not.toContain('198.51');
});

it('the oldest of 200,000 addresses is forgotten', () => {
  const addresses = new CountedAddresses();
  const take = (address: string) => addresses.take(address, 'a', '2026-11-21');
  for (const _ of times) take('first');
  for (let i = 1; i < 200_000; i += 1) take(`other ${i}`);
  expect(take('first')).toBe(false);
  take('one more');
  expect(take('first')).toBe(true);
});
