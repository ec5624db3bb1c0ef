import { StoredCopies } from './stored-copies.js';

const DAY = 86_400_000;
const value = 'x'.repeat(744);

describe('copies that outlive their freshness in Redis', () => {
  const fill = (copies: StoredCopies, count: number, seen: boolean, now: number) =>
    Array.from({ length: count }, (_, i) => copies.admit(`${seen}${100 + i}`, value, seen, DAY, now)).filter(Boolean)
      .length;

  it('take a quarter of the bytes while made once, and all of them once requested again', () => {
    const copies = new StoredCopies(40_000);
    expect(fill(copies, 50, false, 0)).toBe(9);
    expect(fill(copies, 50, true, 0)).toBe(30);
    expect(copies.admit('false100', value, false, DAY, 0)).toBe(true);
    expect(copies.admit('another', value, false, DAY, 0)).toBe(false);
  });

  it('leave their bytes to others when they expire', () => {
    const copies = new StoredCopies(40_000);
    fill(copies, 9, false, 0);
    expect(copies.admit('late', value, false, DAY, DAY - 1)).toBe(false);
    expect(copies.admit('late', value, false, DAY, DAY)).toBe(true);
  });
});
