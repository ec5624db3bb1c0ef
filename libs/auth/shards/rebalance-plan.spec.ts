import { overloaded, planRebalance, spread } from './rebalance-plan.js';

const shard = (id: string, first: number, count: number) => ({
  id,
  address: `${id}:6379`,
  slots: Array.from({ length: count }, (_, n) => first + n),
});

describe('the plan of a rebalancing', () => {
  it('tells the slots of each shard before and after', () => {
    const { shards, moves } = planRebalance([shard('a', 0, 10), shard('b', 10, 2)]);
    expect(shards).toEqual([
      { id: 'a', address: 'a:6379', slots: 10, after: 6 },
      { id: 'b', address: 'b:6379', slots: 2, after: 6 },
    ]);
    expect(moves.map(({ slot }) => slot)).toEqual([9, 8, 7, 6]);
  });

  it('calls a shard overloaded above 1.25 times the mean', () => {
    const shards = [5, 4, 3].map((slots, n) => ({ id: `${n}`, slots }));
    expect(overloaded(shards)).toEqual([]);
    expect(overloaded([...shards, { id: '3', slots: 0 }])).toEqual(['0', '1']);
  });

  it('computes the spread', () => {
    expect([spread([3, 1]), spread([2, 2]), spread([0, 0])]).toEqual([1.5, 1, 1]);
  });
});
