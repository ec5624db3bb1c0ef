import { EVERY_ANSWER, UnwrittenTags } from './unwritten-tags.js';

describe('unwritten tags', () => {
  it('are kept until the last invalidation that added them is removed', () => {
    const unwritten = new UnwrittenTags();
    unwritten.add('first', ['a', 'b']);
    unwritten.add('second', ['b', 'c']);
    unwritten.remove('first', ['a', 'b']);
    expect([unwritten.hasNone(['a']), unwritten.hasNone(['a', 'b']), unwritten.hasNone(['c'])]).toEqual([
      true,
      false,
      false,
    ]);
    unwritten.remove('second', ['b', 'c']);
    expect([unwritten.hasNone(['a', 'b', 'c']), unwritten.size]).toEqual([true, 0]);
  });

  it('stand for every answer once there are too many to list', () => {
    const unwritten = new UnwrittenTags();
    for (let i = 0; i <= 10_000; i += 1) unwritten.add(`id ${i}`, [`tag ${i}`]);
    expect(unwritten.size).toBeLessThan(10_000);
    expect(unwritten.hasNone(['another tag'])).toBe(false);
    const all = unwritten.list();
    expect(all.map(({ tag }) => tag)).toContain(EVERY_ANSWER);
    for (const { id, tag } of all) unwritten.remove(id, [tag]);
    expect(unwritten.hasNone(['tag 1'])).toBe(true);
  });
});
