// Real: PostgreSQL; two processes, each with its own counters. Faked: the timer that flushes.
import { newId } from '#platform/ids';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { MeteringBuffer } from '../metering/metering-buffer.js';
import { DailyRateQuotas } from './daily-rate-quotas.js';

describe('daily rate quotas', () => {
  let postgres: TestDatabase;
  beforeAll(async () => {
    postgres = await testDatabase();
  });
  // Of the clock alone, and at noon: at midnight they are renewed.
  const timers = [
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'clearImmediate',
  ] as const;
  const doNotFake = [...timers, 'nextTick', 'queueMicrotask', 'performance', 'hrtime'] as const;
  beforeEach(() => jest.useFakeTimers({ now: new Date().setUTCHours(12, 0, 0, 0), doNotFake: [...doNotFake] }));
  afterEach(() => jest.useRealTimers());
  afterAll(() => postgres.close());

  const process = () => new DailyRateQuotas(postgres.database, new MeteringBuffer(postgres.database));
  const refusal = (used: number) =>
    expect.objectContaining({
      code: 'rate_quota_exceeded',
      status: 429,
      options: expect.objectContaining({ extensions: { quota: 'eventsADay', limit: 100, used } }),
    });

  test('are exact within one process, flushed or not', async () => {
    const [rateQuotas, tenantId] = [process(), newId()];
    for (let i = 0; i < 10; i += 1) {
      rateQuotas.spend(tenantId, 'eventsADay', 10, 100);
      if (i % 3 === 0) await rateQuotas.flush();
    }
    expect(() => rateQuotas.spend(tenantId, 'eventsADay', 1, 100)).toThrow(refusal(100));
  });

  test('count what is being flushed, and what is spent during the flush', async () => {
    const [rateQuotas, other, tenantId] = [process(), process(), newId()];
    rateQuotas.spend(tenantId, 'eventsADay', 60, 100);
    const flushing = rateQuotas.flush();
    expect(() => rateQuotas.spend(tenantId, 'eventsADay', 41, 100)).toThrow(refusal(60));
    rateQuotas.spend(tenantId, 'eventsADay', 40, 100);
    await flushing;
    expect(() => rateQuotas.spend(tenantId, 'eventsADay', 1, 100)).toThrow(refusal(100));
    await rateQuotas.flush();
    other.spend(tenantId, 'eventsADay', 0, 100);
    await other.flush();
    expect(() => other.spend(tenantId, 'eventsADay', 1, 100)).toThrow(refusal(100));
  });

  test('are refused in every process after each process has flushed', async () => {
    const [one, two, tenantId] = [process(), process(), newId()];
    one.spend(tenantId, 'eventsADay', 60, 100);
    two.spend(tenantId, 'eventsADay', 60, 100);
    await one.flush();
    await two.flush();
    // `two` has read both counts; `one` reads them at its next flush after a spend.
    expect(() => two.spend(tenantId, 'eventsADay', 1, 100)).toThrow(refusal(120));
    one.spend(tenantId, 'eventsADay', 0, 100);
    await one.flush();
    expect(() => one.spend(tenantId, 'eventsADay', 1, 100)).toThrow(refusal(120));
  });

  test('are renewed at midnight, UTC, as Retry-After says', () => {
    const tenantId = newId();
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2030, 0, 1, 18, 30, 15));
    try {
      process().spend(tenantId, 'eventsADay', 101, 100);
      throw new Error('It was spent.');
    } catch (error) {
      const { options } = error as { options: { headers: Record<string, string> } };
      const seconds = Number(options.headers['retry-after']);
      expect(seconds).toBe(5 * 3600 + 29 * 60 + 45);
    } finally {
      jest.restoreAllMocks();
    }
  });

  test('count everything once when a flush fails', async () => {
    const [rateQuotas, other, tenantId] = [process(), process(), newId()];
    rateQuotas.spend(tenantId, 'eventsADay', 40, 100);
    const failing = jest.spyOn(postgres.database, 'transaction').mockRejectedValueOnce(new Error('unreachable'));
    await expect(rateQuotas.flush()).rejects.toThrow('unreachable');
    failing.mockRestore();
    await rateQuotas.flush();
    await rateQuotas.flush();
    other.spend(tenantId, 'eventsADay', 0, 100);
    await other.flush();
    expect(() => other.spend(tenantId, 'eventsADay', 61, 100)).toThrow(refusal(40));
    expect(() => rateQuotas.spend(tenantId, 'eventsADay', 61, 100)).toThrow(refusal(40));
  });
});
