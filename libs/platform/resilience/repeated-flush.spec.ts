import { RepeatedFlush } from './repeated-flush.js';

it('a write at once waits for the one under way, and writes what was counted before it was asked for', async () => {
  let waiting = 0;
  let written = 0;
  let finish: () => void = () => undefined;
  const flushing = new RepeatedFlush(
    1000,
    async () => {
      const n = waiting;
      waiting = 0;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      written += n;
    },
    () => undefined,
  );
  jest.useFakeTimers();
  flushing.begin();
  waiting = 2;
  await jest.advanceTimersByTimeAsync(1000);
  jest.useRealTimers();
  expect([waiting, written]).toEqual([0, 0]);
  waiting = 3;
  const seen = flushing.now().then(() => written);
  finish();
  await new Promise(setImmediate);
  finish();
  expect(await seen).toBe(5);
});

it('a failure of a write at once is told to its caller, and the next one writes', async () => {
  const fails = [true, false];
  const flushing = new RepeatedFlush(
    1000,
    async () => {
      if (fails.shift()) throw new Error('away');
    },
    () => undefined,
  );
  await expect(flushing.now()).rejects.toThrow('away');
  await expect(flushing.now()).resolves.toBeUndefined();
});

it('writes a last time when it ends, after the write that is under way', async () => {
  const written: string[] = [];
  let finish: () => void = () => undefined;
  const flushing = new RepeatedFlush(
    1000,
    () =>
      new Promise<void>((resolve) => {
        written.push('begun');
        finish = () => {
          written.push('done');
          resolve();
        };
      }),
    () => undefined,
  );
  jest.useFakeTimers();
  flushing.begin();
  await jest.advanceTimersByTimeAsync(1000);
  jest.useRealTimers();
  const ended = flushing.end();
  await new Promise(setImmediate);
  expect(written).toEqual(['begun']);
  finish();
  await new Promise(setImmediate);
  expect(written).toEqual(['begun', 'done', 'begun']);
  finish();
  await ended;
  expect(written).toEqual(['begun', 'done', 'begun', 'done']);
});
