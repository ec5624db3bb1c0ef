import { overloaded, planRebalance, spread } from './rebalance-plan.js';

const shard = (id: string, first: number, count: number) => ({
  id,
  address: `${id}:6379`,
  slots: Array.from({ length: count }, (_, n) => first + n),
});

describe('the plan of a rebalancing', () => {
  it('counts slots while there are too few sessions', () => {
    const { by, shards } = planRebalance([shard('a', 0, 10), shard('b', 10, 2)], new Map([[0, 1999]]));
    expect([by, shards.map(({ load, after }) => [load, after])]).toEqual([
      'slots',
      [
        [10, 6],
        [2, 6],
      ],
    ]);
  });

  it('counts sessions once there are enough', () => {
    const sessions = new Map([
      [0, 1000],
      [9, 900],
      [10, 100],
    ]);
    const { by, shards, moves } = planRebalance([shard('a', 0, 10), shard('b', 10, 2)], sessions);
    expect([by, moves]).toEqual(['sessions', [{ slot: 9, from: 'a', to: 'b' }]]);
    expect(shards.map(({ after }) => after)).toEqual([1000, 1000]);
  });

  it('calls a shard overloaded above 1.25 times the mean', () => {
    const slots = [5, 4, 3].map((count, n) => ({ id: `${n}`, slots: count, sessions: 0 }));
    expect(overloaded(slots)).toEqual([]);
    expect(overloaded([...slots, { id: '3', slots: 0, sessions: 0 }])).toEqual(['0', '1']);
    const crowded = slots.map((shard, n) => ({ ...shard, sessions: n === 2 ? 3000 : 1000 }));
    expect(overloaded(crowded)).toEqual(['2']);
  });

  it('computes the spread', () => {
    expect([spread([3, 1]), spread([2, 2]), spread([0, 0])]).toEqual([1.5, 1, 1]);
  });
});
