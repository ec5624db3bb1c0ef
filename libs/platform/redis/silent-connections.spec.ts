// Real: nothing. Faked: a connection, and the time.
import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { closeSilent } from './silent-connections.js';

/** A connection on which a command waits. @param bytes what it has received, at each look */
function connection(bytes: () => number) {
  const destroy = jest.fn();
  const stream = {
    destroyed: false,
    destroy,
    get bytesRead(): number {
      return bytes();
    },
  };
  const client: unknown = Object.assign(new EventEmitter(), { stream, status: 'ready', commandQueue: { length: 1 } });
  return { client: client as Redis, destroy };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it.each([
  ['closes one on which nothing came for as long as that', 1000, 1],
  ['waits for a second at least', 100, 1],
  ['waits for as long as it may take', 60_000, 0],
] as const)('%s', (_, patienceMs, times) => {
  const { client, destroy } = connection(() => 1);
  closeSilent(client, patienceMs);
  client.emit('connecting');
  jest.advanceTimersByTime(1900);
  expect(destroy).not.toHaveBeenCalled();
  jest.advanceTimersByTime(200);
  expect(destroy).toHaveBeenCalledTimes(times);
});

it('keeps one whose answer came while this process was busy, and is read after the timers', () => {
  let looks = 0;
  const { client, destroy } = connection((): number => {
    looks += 1;
    return looks > 2 ? 2 : 1;
  });
  closeSilent(client, 1000);
  client.emit('connecting');
  jest.advanceTimersByTime(2100);
  expect(looks).toBeGreaterThan(2);
  expect(destroy).not.toHaveBeenCalled();
});
