import { oneLine, tagsOf } from './texts.js';

it('makes tags from keywords', () => {
  expect(tagsOf([' Web  Framework ', 'ÉTAT', 'web framework', 'c++'])).toEqual(['web-framework', 'état', 'c++']);
});

it('skips keywords that are empty, too long or have invisible characters', () => {
  expect(tagsOf(['', '  ', 'x'.repeat(51), 'a\u200bb', 'bell\u0007', 'ok'])).toEqual(['ok']);
});

it('takes the first twenty', () => {
  expect(tagsOf(Array.from({ length: 30 }, (_, i) => `t${i}`))).toHaveLength(20);
});

it('leaves out invisible characters in the middle of a word', () => {
  expect(oneLine('co\u00adop\u200berate\tnow', 20)).toBe('cooperate now');
});

it.each(['👩\u200d💻 tools', 'ශ\u0dca\u200dරී', 'می\u200cخواهم'])(
  'keeps the joiners of %s, which change how it is shown',
  (text) => {
    expect(oneLine(text, 20)).toBe(text);
  },
);
