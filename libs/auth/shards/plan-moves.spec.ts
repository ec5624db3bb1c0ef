import fc from 'fast-check';
import { type Loaded, type Move, planMoves, together } from './plan-moves.js';

const one = () => 1;

/** Up to 12 primaries that share up to 200 slots at random. */
const clusters = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(11), { maxLength: 200 }))
  .map(([count, owners]) =>
    Array.from(
      { length: count },
      (_, n): Loaded => ({
        id: `p${n}`,
        slots: owners.flatMap((owner, slot) => (owner % count === n ? [slot] : [])),
      }),
    ),
  );

function heldAfter(primaries: readonly Loaded[], moves: readonly Move[]): Map<string, number[]> {
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
    const moves = planMoves(grown, one);
    expect(moves).toHaveLength(8192);
    for (const slots of heldAfter(grown, moves).values()) {
      expect(slots).toHaveLength(2048);
      expect(Math.max(...slots) - Math.min(...slots)).toBe(2047);
    }
  });

  it('moves nothing where the load is even, or where there is one primary', () => {
    expect(
      planMoves(
        [
          { id: 'a', slots: [0, 1] },
          { id: 'b', slots: [2] },
        ],
        one,
      ),
    ).toEqual([]);
    expect(planMoves([{ id: 'a', slots: [0, 1, 2] }], one)).toEqual([]);
  });

  it('weighs slots by their load, and does not move one that is too heavy', () => {
    const weights = [90, 5, 5, 0, 0];
    const primaries = [
      { id: 'a', slots: [0, 1, 2] },
      { id: 'b', slots: [3, 4] },
    ];
    expect(planMoves(primaries, (slot) => weights[slot] ?? 0)).toEqual([
      { slot: 2, from: 'a', to: 'b' },
      { slot: 1, from: 'a', to: 'b' },
    ]);
  });

  it('is grouped by source and target, up to a limit', () => {
    const move = (slot: number, to: string) => ({ slot, from: 'a', to });
    expect(together([move(9, 'b'), move(8, 'b'), move(7, 'b'), move(6, 'c')], 2)).toEqual([
      { slots: [9, 8], from: 'a', to: 'b' },
      { slots: [7], from: 'a', to: 'b' },
      { slots: [6], from: 'a', to: 'c' },
    ]);
  });

  it('with equal slots is exact, fills empty primaries, and has the fewest possible moves', () => {
    fc.assert(
      fc.property(clusters, (primaries) => {
        const moves = planMoves(primaries, one);
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

  it('with slots of any weight leaves no primary above the mean by the heaviest slot, nor above the former maximum', () => {
    fc.assert(
      fc.property(clusters, fc.array(fc.nat(50), { minLength: 200, maxLength: 200 }), (primaries, weights) => {
        const load = (slots: readonly number[]) => sum(slots.map((slot) => weights[slot] ?? 0));
        const before = primaries.map(({ slots }) => load(slots));
        const ended = [
          ...heldAfter(
            primaries,
            planMoves(primaries, (slot) => weights[slot] ?? 0),
          ).values(),
        ];
        expect(ended.flat()).toHaveLength(sum(primaries.map(({ slots }) => slots.length)));
        const heaviest = Math.max(...weights, 1);
        const most = Math.max(...ended.map(load));
        expect(most).toBeLessThan(Math.ceil(sum(before) / before.length) + heaviest);
        expect(most).toBeLessThanOrEqual(Math.max(...before));
      }),
    );
  });
});
