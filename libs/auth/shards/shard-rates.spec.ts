import { ShardTally } from '../revocations/shard-tally.js';
import { ShardRates } from './shard-rates.js';

describe('the rates of validations', () => {
  it('are computed between two readings at least a second apart, or since the process started', () => {
    const tally = new ShardTally();
    const rates = new ShardRates(tally);
    const shard = { id: 'palier', address: 'a:1' };
    for (let i = 0; i < 10; i += 1) tally.validated('a:1', 0.4);
    expect(rates.look(2000)(shard)).toEqual({ count: 10, perSecond: 5, p50Ms: 0.5, p99Ms: 0.5 });
    for (let i = 0; i < 6; i += 1) tally.validated('a:1', 400);
    expect(rates.look(4000)(shard)).toEqual({ count: 16, perSecond: 3, p50Ms: 0.5, p99Ms: null });
    expect(rates.look(4500)(shard).perSecond).toBe(2.4);
    expect(rates.look(4500)({ id: 'b', address: 'b:1' })).toEqual({ count: 0, perSecond: 0, p50Ms: null, p99Ms: null });
  });
});
