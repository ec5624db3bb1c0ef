import { Logger } from '@nestjs/common';
import { type Breaker, breaker, breakers } from './index.js';

describe('a breaker', () => {
  let guarded: Breaker<(text: string) => Promise<string>>;
  let works: boolean;
  let calls: number;
  let lines: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    [works, calls, lines] = [true, 0, []];
    for (const level of ['log', 'warn'] as const) {
      jest.spyOn(Logger.prototype, level).mockImplementation((...line: unknown[]) => {
        lines.push(String(line[0]));
      });
    }
    guarded = breaker('redis', { timeoutMs: 80, resetMs: 1000, probe: () => answer('probe') }, answer);
  });
  afterEach(() => {
    guarded.end();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  async function answer(text: string): Promise<string> {
    calls += 1;
    if (works) return `${text} back`;
    throw new Error('away');
  }
  const failTimes = async (times: number) => {
    for (let i = 0; i < times; i += 1) await expect(guarded.call('x')).rejects.toThrow();
  };

  it('passes successful calls through', async () => {
    await expect(guarded.call('there')).resolves.toBe('there back');
    expect(breakers()).toEqual([{ name: 'redis', open: false }]);
  });

  it('opens at the fifth failure in a row and then refuses without calling, however much succeeded before', async () => {
    for (let i = 0; i < 1000; i += 1) await guarded.call('x');
    works = false;
    await failTimes(4);
    expect(guarded.open).toBe(false);
    await failTimes(1);
    expect([guarded.open, breakers()]).toEqual([true, [{ name: 'redis', open: true }]]);
    const before = calls;
    await expect(guarded.call('x')).rejects.toMatchObject({ code: 'EOPENBREAKER' });
    expect(calls).toBe(before);
  });

  it('counts a call without an answer in time as failed', async () => {
    const slow = breaker('redis', { timeoutMs: 80, resetMs: 1000 }, () => new Promise<void>(() => {}));
    const late = expect(slow.call()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    await jest.advanceTimersByTimeAsync(81);
    await late;
    slow.end();
  });

  it('counts no error of one caller, and none that shows nothing', async () => {
    let error = new Error('away');
    const isFailure = ({ message }: Error) => ({ away: true, refused: false })[message];
    const judged = breaker('redis', { resetMs: 1000, isFailure: (each) => isFailure(each as Error) }, async () => {
      throw error;
    });
    const failWith = async (message: string, times: number) => {
      error = new Error(message);
      for (let n = 0; n < times; n += 1) await expect(judged.call()).rejects.toThrow(message);
    };
    await failWith('refused', 6);
    await failWith('cut', 6);
    await failWith('away', 4);
    await failWith('refused', 1);
    await failWith('away', 4);
    await failWith('cut', 1);
    expect(judged.open).toBe(false);
    await failWith('away', 1);
    expect(judged.open).toBe(true);
    judged.end();
  });

  it('probes and closes by itself, and logs each change once', async () => {
    works = false;
    await failTimes(5);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(guarded.open).toBe(true);
    works = true;
    await jest.advanceTimersByTimeAsync(1100);
    expect(guarded.open).toBe(false);
    await expect(guarded.call('again')).resolves.toBe('again back');
    expect(lines).toEqual([expect.stringContaining('away'), expect.stringContaining('resumed')]);
  });

  it('is no longer listed once it has ended, and refuses calls', async () => {
    guarded.end();
    expect(breakers()).toEqual([]);
    await expect(guarded.call('x')).rejects.toThrow();
  });
});
