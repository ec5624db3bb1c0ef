import type { QueuePlace } from './queue-server.js';

/**
 * Where a queue is by the last turn of those that run and the first of those that wait.
 *
 * @param running undefined where none runs
 * @param head undefined where none waits
 */
export function placeOf(running: number | undefined, head: number | undefined): QueuePlace {
  return { turn: Math.max(0, running ?? 0, (head ?? 0) - 1), idle: running === undefined && head === undefined };
}
