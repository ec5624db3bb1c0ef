import { EVERY_ANSWER, OwedTags } from './owed-tags.js';

describe('owed tags', () => {
  it('are not trusted until the last invalidation that owes them is paid', () => {
    const owed = new OwedTags();
    owed.owe('first', ['a', 'b']);
    owed.owe('second', ['b', 'c']);
    owed.settle('first', ['a', 'b']);
    expect([owed.allow(['a']), owed.allow(['a', 'b']), owed.allow(['c'])]).toEqual([true, false, false]);
    owed.settle('second', ['b', 'c']);
    expect([owed.allow(['a', 'b', 'c']), owed.size]).toEqual([true, 0]);
  });

  it('stand for every answer once there are too many to list', () => {
    const owed = new OwedTags();
    for (let i = 0; i <= 10_000; i += 1) owed.owe(`id ${i}`, [`tag ${i}`]);
    expect(owed.size).toBeLessThan(10_000);
    expect(owed.allow(['another tag'])).toBe(false);
    const debts = owed.list();
    expect(debts.map(({ tag }) => tag)).toContain(EVERY_ANSWER);
    for (const { id, tag } of debts) owed.settle(id, [tag]);
    expect(owed.allow(['tag 1'])).toBe(true);
  });
});
