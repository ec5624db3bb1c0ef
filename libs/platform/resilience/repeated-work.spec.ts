import { RepeatedWork } from './repeated-work.js';

let reads: number;
let warnings: unknown[];
let fails: boolean;
let reading: RepeatedWork;

beforeEach(() => {
  jest.useFakeTimers();
  [reads, warnings, fails] = [0, [], false];
  const read = async () => {
    reads += 1;
    if (fails) throw new Error('away');
  };
  reading = new RepeatedWork(500, read, (error) => warnings.push(error));
});
afterEach(() => {
  jest.useRealTimers();
});

it('reads before it has begun, every half a second then, at once when asked, and no more when it has ended', async () => {
  await reading.begin();
  expect(reads).toBe(1);
  await jest.advanceTimersByTimeAsync(1000);
  expect(reads).toBe(3);
  await reading.now();
  expect(reads).toBe(4);
  await reading.end();
  await jest.advanceTimersByTimeAsync(5000);
  expect(reads).toBe(4);
});

it('warns of the first of several failures, and goes on', async () => {
  fails = true;
  await reading.begin();
  await jest.advanceTimersByTimeAsync(1000);
  expect([reads, warnings.length]).toEqual([3, 1]);
  fails = false;
  await jest.advanceTimersByTimeAsync(500);
  fails = true;
  await jest.advanceTimersByTimeAsync(1000);
  expect([reads, warnings.length]).toEqual([6, 2]);
  await reading.end();
});

it('ends after the read that is under way, and plans none after it', async () => {
  const under: Array<() => void> = [];
  const slow = new RepeatedWork(
    500,
    () => new Promise((resolve) => under.push(resolve)),
    () => undefined,
  );
  const begun = slow.begin();
  under[0]?.();
  await begun;
  await jest.advanceTimersByTimeAsync(500);
  let ended = false;
  const ending = slow.end().then(() => {
    ended = true;
  });
  await jest.advanceTimersByTimeAsync(500);
  expect([under.length, ended]).toEqual([2, false]);
  under[1]?.();
  await ending;
  await jest.advanceTimersByTimeAsync(5000);
  expect(under).toHaveLength(2);
});
