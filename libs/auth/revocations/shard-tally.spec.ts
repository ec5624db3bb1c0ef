import { ShardTally } from './shard-tally.js';

describe('the tally of validations', () => {
  it('counts by node, with the mean and the percentiles', () => {
    const tally = new ShardTally();
    for (let i = 0; i < 98; i += 1) tally.validated('b:2', 0.4);
    tally.validated('b:2', 4);
    tally.validated('b:2', 400);
    tally.validated('a:1', 400);
    expect(tally.all).toEqual([
      { node: 'a:1', validations: 1, meanMs: 400, p50Ms: Number.POSITIVE_INFINITY, p99Ms: Number.POSITIVE_INFINITY },
      { node: 'b:2', validations: 100, meanMs: expect.closeTo(4.432), p50Ms: 0.5, p99Ms: 5 },
    ]);
  });
});
