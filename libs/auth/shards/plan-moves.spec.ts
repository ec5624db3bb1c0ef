import fc from 'fast-check';
import { type Holder, type Move, planMoves, together } from './plan-moves.js';

/** Up to 12 primaries that share up to 200 slots at random. */
const clusters = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(11), { maxLength: 200 }))
  .map(([count, owners]) =>
    Array.from(
      { length: count },
      (_, n): Holder => ({
        id: `p${n}`,
        slots: owners.flatMap((owner, slot) => (owner % count === n ? [slot] : [])),
      }),
    ),
  );

function heldAfter(primaries: readonly Holder[], moves: readonly Move[]): Map<string, number[]> {
  const held = new Map(primaries.map(({ id, slots }) => [id, [...slots]]));
  for (const { slot, from, to } of moves) {
    const given = held.get(from) ?? [];
    if (!given.includes(slot)) throw new Error(`${from} gives ${slot}, which it does not hold.`);
    held.set(
      from,
      given.filter((other) => other !== slot),
    );
    held.get(to)?.push(slot);
  }
  return held;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the plan of moves', () => {
  it('fills new primaries by whole ranges', () => {
    const quarter = (n: number) => ({
      id: `old ${n}`,
      slots: Array.from({ length: 4096 }, (_, slot) => n * 4096 + slot),
    });
    const primaries = [0, 1, 2, 3].map(quarter);
    const grown = [...primaries, ...[0, 1, 2, 3].map((n) => ({ id: `new ${n}`, slots: [] }))];
    const moves = planMoves(grown);
    expect(moves).toHaveLength(8192);
    for (const slots of heldAfter(grown, moves).values()) {
      expect(slots).toHaveLength(2048);
      expect(Math.max(...slots) - Math.min(...slots)).toBe(2047);
    }
  });

  it('moves nothing where the slots are even, or where there is one primary', () => {
    expect(
      planMoves([
        { id: 'a', slots: [0, 1] },
        { id: 'b', slots: [2] },
      ]),
    ).toEqual([]);
    expect(planMoves([{ id: 'a', slots: [0, 1, 2] }])).toEqual([]);
  });

  it('is grouped by source and target, up to a limit', () => {
    const move = (slot: number, to: string) => ({ slot, from: 'a', to });
    expect(together([move(9, 'b'), move(8, 'b'), move(7, 'b'), move(6, 'c')], 2)).toEqual([
      { slots: [9, 8], from: 'a', to: 'b' },
      { slots: [7], from: 'a', to: 'b' },
      { slots: [6], from: 'a', to: 'c' },
    ]);
  });

  it('is exact, fills empty primaries, and has the fewest possible moves', () => {
    fc.assert(
      fc.property(clusters, (primaries) => {
        const moves = planMoves(primaries);
        const counts = primaries.map(({ slots }) => slots.length);
        const mean = sum(counts) / counts.length;
        const ended = [...heldAfter(primaries, moves).values()];
        expect(ended.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: sum(counts) }, (_, slot) => slot));
        for (const { length } of ended) {
          expect(length).toBeLessThanOrEqual(Math.ceil(mean));
          expect(length).toBeGreaterThanOrEqual(Math.floor(mean));
        }
        const above = sum(counts.map((count) => Math.max(0, count - Math.ceil(mean))));
        const below = sum(counts.map((count) => Math.max(0, Math.floor(mean) - count)));
        expect(moves).toHaveLength(Math.max(above, below));
      }),
    );
  });
});
