import { Server } from 'node:http';
import fc from 'fast-check';
import { pauseAfter } from './slot.js';
import { jittered, watchUse } from './watch-use.js';

const begin = (server: Server, requests: number) => {
  for (let n = 0; n < requests; n += 1) server.emit('request');
};

describe('what a process counts', () => {
  afterEach(() => jest.useRealTimers());

  it('varies a number of requests by 5 % at most', () => {
    expect([jittered(1000, 0), jittered(1000, 0.5), jittered(1000, 1), jittered(1, 0)]).toEqual([950, 1000, 1050, 1]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0, max: 1, noNaN: true }), (requests, random) => {
        expect(Math.abs(jittered(requests, random) - requests)).toBeLessThanOrEqual(requests * 0.05 + 0.5);
      }),
    );
  });

  it('asks once to be replaced, after its requests', () => {
    const server = new Server();
    const exceeded = jest.fn();
    watchUse(server, { apiRecycleRequests: 1000, apiRecycleBytes: 0 }, exceeded);
    begin(server, 949);
    expect(exceeded).not.toHaveBeenCalled();
    begin(server, 5000);
    expect(exceeded.mock.calls).toEqual([['requests']]);
  });

  it('asks once to be replaced, when it takes more memory than the limit, after a minute at the earliest', () => {
    jest.useFakeTimers();
    let resident = 201;
    const exceeded = jest.fn();
    watchUse(new Server(), { apiRecycleRequests: 0, apiRecycleBytes: 200 }, exceeded, () => resident);
    jest.advanceTimersByTime(60_000);
    resident = 200;
    jest.advanceTimersByTime(60_000);
    expect(exceeded).not.toHaveBeenCalled();
    resident = 201;
    jest.advanceTimersByTime(60_000);
    expect(exceeded.mock.calls).toEqual([['bytes']]);
  });

  it('counts nothing without a limit', () => {
    const server = new Server();
    const exceeded = jest.fn();
    watchUse(server, { apiRecycleRequests: 0, apiRecycleBytes: 0 }, exceeded, () => 1);
    begin(server, 10);
    expect([server.listenerCount('request'), exceeded.mock.calls]).toEqual([0, []]);
  });
});

it('starts a process again at once, and after ever longer pauses when it dies again', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(pauseAfter)).toEqual([0, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});
