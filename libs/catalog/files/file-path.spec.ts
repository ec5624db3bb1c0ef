import { comparePaths } from './file-path.js';

it('paths sort by the bytes of UTF-8', () => {
  const sorted = ['a', 'a/b', 'ab', 'é', '\ud7ff', '\ue000', '\uff41', '\u{10000}', '\u{10400}a', '\u{10ffff}'];
  expect(sorted.toReversed().sort(comparePaths)).toEqual(sorted);
  expect([...sorted].sort((a, b) => Buffer.from(a).compare(Buffer.from(b)))).toEqual(sorted);
});
