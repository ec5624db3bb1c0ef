import { setImmediate } from 'node:timers/promises';
import { runLoops } from './run-loops.js';

const limits = { atOnce: 4, most: 50, beginsMs: 60_000, signal: new AbortController().signal };

it('does all work there is, so many pieces at once', async () => {
  let [left, underWay, most] = [10, 0, 0];
  await runLoops(limits, async () => {
    if (left === 0) return false;
    left -= 1;
    underWay += 1;
    most = Math.max(most, underWay);
    await setImmediate();
    underWay -= 1;
    return true;
  });
  expect([left, underWay, most]).toEqual([0, 0, 4]);
});

it('begins no more pieces than allowed, however many are under way at once', async () => {
  let begun = 0;
  await runLoops({ ...limits, most: 6 }, async () => {
    begun += 1;
    await setImmediate();
    return true;
  });
  expect(begun).toBe(6);
});

it('counts the pieces with which its work goes on by itself', async () => {
  let begun = 0;
  await runLoops({ ...limits, most: 6 }, async (another) => {
    do {
      begun += 1;
      await setImmediate();
    } while (another());
    return true;
  });
  expect(begun).toBe(6);
});

it('goes on in the other loops where one finds no work', async () => {
  let done = 0;
  let asked = 0;
  await runLoops({ ...limits, most: 6 }, async () => {
    asked += 1;
    const first = asked === 1;
    await setImmediate();
    if (!first) done += 1;
    return !first;
  });
  expect(done).toBe(6);
});

it('begins none after its time, nor once it is to stop', async () => {
  let done = 0;
  const work = async () => {
    done += 1;
    return true;
  };
  await runLoops({ ...limits, beginsMs: 0 }, work);
  await runLoops({ ...limits, signal: AbortSignal.abort() }, work);
  expect(done).toBe(0);
});

it('throws what one loop threw when the work of the others has ended', async () => {
  const held = Promise.withResolvers<boolean>();
  const events: string[] = [];
  let asked = 0;
  const run = runLoops({ ...limits, most: 4 }, async () => {
    asked += 1;
    if (asked === 2) throw new Error('the claim failed');
    await held.promise;
    events.push('done');
    return true;
  }).catch((error: Error) => events.push(error.message));
  await setImmediate();
  expect(events).toEqual([]);
  held.resolve(true);
  await run;
  expect(events).toEqual(['done', 'done', 'done', 'the claim failed']);
});
