import type { RedisClient } from '#platform/redis';
import { RebalanceLock } from './rebalance-lock.js';

const MINUTE_MS = 60_000;

describe('the lock of a rebalancing', () => {
  const extend = jest.fn<Promise<number>, []>();
  const client = { set: async () => 'OK', eval: extend } as unknown as RedisClient;
  let lock: RebalanceLock;
  beforeEach(async () => {
    jest.useFakeTimers();
    extend.mockReset();
    lock = (await RebalanceLock.take(client)) as RebalanceLock;
  });
  afterEach(async () => {
    await lock.release();
    jest.useRealTimers();
  });

  it('is held for as long as its holder works', async () => {
    extend.mockResolvedValue(1);
    await jest.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(lock.held).toBe(true);
  });

  it('is lost when another process has it', async () => {
    extend.mockResolvedValue(0);
    await jest.advanceTimersByTimeAsync(MINUTE_MS / 10);
    expect(lock.held).toBe(false);
  });

  it('is held until another process might have it, when Redis does not answer', async () => {
    extend.mockRejectedValue(new Error('Command timed out'));
    await jest.advanceTimersByTimeAsync(MINUTE_MS / 3);
    expect(lock.held).toBe(true);
    await jest.advanceTimersByTimeAsync(MINUTE_MS / 3);
    expect(lock.held).toBe(false);
  });
});
