import { Positions } from './positions.js';

it('says up to when a replica is complete by the last position that it has reached', () => {
  const positions = new Positions();
  for (const [at, position] of [
    [100, 10],
    [200, 10],
    [300, 30],
    [400, 40],
  ] as const)
    positions.note(at, position);
  expect([9, 10, 29, 30, 39, 50].map((replayed) => positions.completeUpTo(replayed))).toEqual([
    Number.NEGATIVE_INFINITY,
    200,
    200,
    300,
    300,
    400,
  ]);
});

it('knows nothing of a primary that is behind the one before it', () => {
  const positions = new Positions();
  // Samples of the former primary go, also the one below the position of the present one.
  positions.note(100, 20);
  positions.note(200, 40);
  positions.note(300, 30);
  expect(positions.completeUpTo(29)).toBe(Number.NEGATIVE_INFINITY);
  expect(positions.completeUpTo(40)).toBe(300);
});

it('remembers more than a minute of a replica that stands still', () => {
  const positions = new Positions();
  for (let i = 0; i <= 700; i += 1) positions.note(i * 100, i);
  expect(positions.completeUpTo(100)).toBe(10_000);
});
