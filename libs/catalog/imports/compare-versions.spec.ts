import { compareVersions } from './compare-versions.js';

/** From the lowest to the highest. */
const ordered = [
  ...['not-a-version', '0.9.0-rc.1+999', '0.9.0', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2'],
  ...['1.0.0-beta.11', '1.0.0-rc.1', '1.0.0-rc.1+1', '1.0.0', '1.0.0+1', '1.0.0+1.0', '1.0.0+2', '1.0.0+10'],
  ...[
    '1.0.0+20130313144700',
    '1.0.0+99999999999999999998',
    '1.0.0+99999999999999999999',
    '1.0.0+1a',
    '1.0.0+B',
    '1.0.0+b',
  ],
  ...['1.0.1-rc.99999999999999999998', '1.0.1-rc.99999999999999999999', '1.2.0', '1.10.0', '2.0.0'],
  ...['99999999999999999998.0.0', '99999999999999999999.0.0'],
];

it('orders versions as Semantic Versioning does, then by their builds', () => {
  const shuffled = [...ordered].reverse();
  expect(shuffled.sort(compareVersions)).toEqual(ordered);
});

it('is a total order: each is lower than all that follow it', () => {
  for (const [i, a] of ordered.entries())
    for (const [j, b] of ordered.entries())
      expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, Math.sign(i - j)]);
});

it.each([
  ['1.0.0+01', '1.0.0+1'],
  ['v1.0.0', '1.0.0'],
  ['one', 'two'],
])('takes %s and %s for equal', (a, b) => expect(compareVersions(a, b)).toBe(0));
