import { compareVersions } from './compare-versions.js';

it('orders versions as Semantic Versioning does', () => {
  const ordered = ['not-a-version', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2', '1.0.0-beta.11']
    .concat(['1.0.0-rc.1', '1.0.0', '1.2.0', '1.10.0', '2.0.0'])
    .map((version) => version);
  const shuffled = [...ordered].reverse();
  expect(shuffled.sort(compareVersions)).toEqual(ordered);
});

it('ignores build metadata', () => {
  expect(compareVersions('1.0.0+linux', '1.0.0+darwin')).toBe(0);
});
