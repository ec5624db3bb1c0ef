import { tagsOf } from './tags-of.js';

it('makes tags of keywords', () => {
  expect(tagsOf([' Web  Framework ', 'ÉTAT', 'web framework', 'c++'])).toEqual(['web-framework', 'état', 'c++']);
});

it('leaves out what is empty, too long or invisible', () => {
  expect(tagsOf(['', '  ', 'x'.repeat(51), 'a\u200bb', 'bell\u0007', 'ok'])).toEqual(['ok']);
});

it('keeps the first twenty', () => {
  expect(tagsOf(Array.from({ length: 30 }, (_, i) => `t${i}`))).toHaveLength(20);
});
