import type { QueuePosition } from './queue-server.js';

/**
 * The position of a queue.
 *
 * @param running the greatest turn of its running jobs; undefined when none runs
 * @param head the least turn of its waiting jobs; undefined when none waits
 */
export function positionOf(running: number | undefined, head: number | undefined): QueuePosition {
  return { turn: Math.max(0, running ?? 0, (head ?? 0) - 1), idle: running === undefined && head === undefined };
}
