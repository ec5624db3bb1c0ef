// Faked: the clock, the queue.
import type { WaitingJob } from '../queues/queue-server.js';
import { JobPlaces } from './job-places.js';

/** Places on a clock that stands until time passes, before a queue of waiting jobs. */
function placesOf(all: number) {
  let now = 0;
  let waiting: WaitingJob[] = [];
  const reads = jest.fn(async () => waiting);
  const places = new JobPlaces(all, reads, () => now);
  const pass = (ms: number) => {
    now += ms;
  };
  const wait = (...tenants: string[]) => {
    waiting = tenants.map((tenantId, turn) => ({ id: `${tenantId}${turn}`, turn, addedAt: 0, tenantId }));
  };
  const work = (tenantId: string, ms: number) => {
    const leave = places.take(tenantId);
    pass(ms);
    leave();
  };
  const before = async (tenantId: string) => (await places.before(tenantId))?.id;
  return { places, pass, wait, work, before, reads };
}

it('lets the jobs of another tenant pass while those of a tenant took over 100 ms more', async () => {
  const { wait, work, before } = placesOf(1);
  wait('a', 'b');
  work('a', 100);
  expect([await before('a'), await before('b')]).toEqual([undefined, undefined]);
  work('b', 100);
  // Now 30,100 ms against 100.
  work('a', 30_000);
  for (let i = 0; i < 30; i += 1) {
    expect([await before('a'), await before('b')]).toEqual(['b1', undefined]);
    work('b', 1000);
  }
  expect([await before('a'), await before('b')]).toEqual([undefined, undefined]);
});

it('lets that of the tenant pass whose jobs took the least', async () => {
  const { wait, work, before } = placesOf(1);
  wait('b', 'c', 'c');
  work('b', 500);
  work('a', 5000);
  expect(await before('a')).toBe('c1');
  work('c', 501);
  expect(await before('a')).toBe('b0');
});

it('leaves the last place to others while they wait, and lets a tenant that is alone have it', async () => {
  const { places, pass, wait, before } = placesOf(3);
  wait('a');
  places.take('a');
  const leave = places.take('a');
  expect(await before('a')).toBeUndefined();
  wait('a', 'b');
  // It was alone a moment ago.
  expect(await before('a')).toBeUndefined();
  pass(100);
  expect([await before('a'), await before('b')]).toEqual(['b1', undefined]);
  leave();
  expect(await before('a')).toBeUndefined();
  // Of two places one is the last.
  places.take('b');
  places.take('b');
  wait('a', 'b');
  expect([await before('a'), await before('b')]).toEqual([undefined, 'a0']);
});

it('does not read the queue again for a tenant that was alone in the last 100 ms', async () => {
  const { places, pass, wait, before, reads } = placesOf(2);
  wait('a');
  places.take('a');
  await before('a');
  wait('b');
  pass(99);
  expect([await before('a'), reads.mock.calls.length]).toEqual([undefined, 1]);
  pass(1);
  expect([await before('a'), reads.mock.calls.length]).toEqual(['b0', 2]);
});

describe('a job that had its place for long', () => {
  it('goes on later where no place is free and a tenant waits whose jobs took less, from the end of its slice on', async () => {
    const { places, pass, wait } = placesOf(3);
    const asked: string[] = [];
    const take = (name: string) => places.take('a', () => asked.push(name));
    places.take('c');
    const leave = take('first');
    pass(1);
    take('second');
    wait('a', 'b');
    pass(29_998);
    await places.yieldAfter(30_000);
    expect(asked).toEqual([]);
    pass(1);
    await places.yieldAfter(30_000);
    pass(1);
    // One after the other: the place of the first may be enough.
    await places.yieldAfter(30_000);
    expect(asked).toEqual(['first']);
    leave();
    await places.yieldAfter(30_000);
    expect(asked).toEqual(['first']);
    places.take('b', () => asked.push('of b'));
    wait('a');
    await places.yieldAfter(30_000);
    expect(asked).toEqual(['first']);
    wait('a', 'c');
    await places.yieldAfter(30_000);
    expect(asked).toEqual(['first', 'second']);
  });

  it('goes on later after a second where its tenant has every place', async () => {
    const { places, pass, wait } = placesOf(2);
    const asked: string[] = [];
    places.take('a', () => asked.push('first'));
    const leave = places.take('a', () => asked.push('second'));
    wait('b');
    pass(999);
    await places.yieldAfter(30_000);
    expect(asked).toEqual([]);
    pass(1);
    await places.yieldAfter(30_000);
    expect(asked).toEqual(['second']);
    leave();
    const ends = places.take('b');
    pass(20_000);
    await places.yieldAfter(30_000);
    ends();
    // Again and again: the other job goes on meanwhile.
    places.take('a', () => asked.push('second again'));
    wait('b');
    pass(1000);
    await places.yieldAfter(30_000);
    expect(asked).toEqual(['second', 'second again']);
  });

  it('keeps its place where only the tenant itself waits, or it cannot go on later', async () => {
    const { places, pass, wait } = placesOf(1);
    const yields = jest.fn();
    const leave = places.take('a', yields);
    pass(30_000);
    wait('a');
    await places.yieldAfter(30_000);
    leave();
    places.take('a');
    pass(30_000);
    wait('b');
    await places.yieldAfter(30_000);
    expect(yields).not.toHaveBeenCalled();
  });

  it('counts for what it took, and not for what a job was expected to take besides', async () => {
    const { places, pass, wait, work } = placesOf(1);
    const yields = jest.fn();
    wait('b');
    work('b', 40_000);
    places.take('a', yields);
    pass(40_100);
    await places.yieldAfter(30_000);
    expect(yields).not.toHaveBeenCalled();
    pass(1);
    await places.yieldAfter(30_000);
    expect(yields).toHaveBeenCalledTimes(1);
  });

  it('keeps it where the jobs of those who wait took more, until it has caught up', async () => {
    const { places, pass, wait } = placesOf(1);
    const yields = jest.fn();
    wait('b');
    const leave = places.take('b');
    places.take('a', yields);
    pass(40_000);
    leave();
    // b took 40 s, and so did a meanwhile.
    await places.yieldAfter(30_000);
    expect(yields).not.toHaveBeenCalled();
    pass(101);
    await places.yieldAfter(30_000);
    expect(yields).toHaveBeenCalledTimes(1);
  });
});
