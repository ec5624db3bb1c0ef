import fc from 'fast-check';
import { TagClock } from './tag-clock.js';

describe('the tag clock', () => {
  it('evicts tags without ever treating an invalidated answer as valid', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 200 }), fc.nat(199), (tags, at) => {
        const small = new TagClock(4);
        let since = small.now();
        tags.forEach((tag, i) => {
          if (i === at) since = small.now();
          small.invalidate([`t${tag}`]);
        });
        for (const tag of tags.slice(at)) expect(small.validSince(since, [`t${tag}`])).toBe(false);
        expect(small.validSince(small.now(), ['anything'])).toBe(true);
      }),
    );
  });
});
