import { runEach } from './run-each.js';

const { signal } = new AbortController();
const numbers = async function* () {
  yield* [1, 2, 3];
};

it.each([
  ['a list', [1, 2, 3]],
  ['what is read step by step', numbers()],
])('does work for each item of %s, one after the other', async (_name, items) => {
  const steps: string[] = [];
  await runEach(items, signal, async (item) => {
    steps.push(`begins ${item}`);
    await Promise.resolve();
    steps.push(`ends ${item}`);
  });
  expect(steps).toEqual([1, 2, 3].flatMap((item) => [`begins ${item}`, `ends ${item}`]));
});

it('goes on where it fails, and throws the first failure at the end', async () => {
  const done: number[] = [];
  const run = runEach([1, 2, 3, 4], signal, async (item) => {
    if (item % 2 === 0) throw new Error(`no ${item}`);
    done.push(item);
  });
  await expect(run).rejects.toThrow('no 2');
  expect(done).toEqual([1, 3]);
});

it('begins no work once it is to stop, and throws why instead of what failed', async () => {
  const stop = new AbortController();
  const done: number[] = [];
  const run = runEach([1, 2, 3], stop.signal, async (item) => {
    if (item === 1) throw new Error('no 1');
    done.push(item);
    stop.abort(new Error('shutdown'));
  });
  await expect(run).rejects.toThrow('shutdown');
  expect(done).toEqual([2]);
});

it('throws why it is to stop where that made the work fail', async () => {
  const stop = new AbortController();
  const run = runEach([1], stop.signal, async () => {
    stop.abort(new Error('shutdown'));
    throw new Error('cut off');
  });
  await expect(run).rejects.toThrow('shutdown');
});
