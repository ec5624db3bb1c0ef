import type { Readings } from './readings.js';
import type { SensorRules } from './sensed-level.js';

export type SensorName = 'event_loop' | 'connection_wait' | 'oldest_job' | 'breakers' | 'full_disk';

/** Something measured that calls for a degradation level. */
export interface Sensor extends SensorRules {
  /** The cause in `X-Degraded`, metrics and changes. */
  readonly name: SensorName;
  /** Whether it is about this process alone, or about what all processes share and read alike. */
  readonly of: 'process' | 'shared';
  readonly unit: 'ms' | 's' | 'open' | 'full';
  /** Milliseconds between two readings. */
  readonly everyMs: number;
  readonly read: (from: Readings) => number | Promise<number>;
}

/**
 * All sensors. A healthy process that is busy reaches none of the thresholds: what is short, as the start of an application,
 * the collection of garbage or a burst of requests, does not last.
 */
export const sensors: readonly Sensor[] = [
  {
    // The mean of five seconds, so one block, however long, is read for five: it must last for longer than that. Processes
    // that are busy and well have 1 to 30 ms, and the tests on a machine with eight times more to run than processors had up
    // to 340 ms for a second or two; at 300 ms every answer takes half a second more.
    name: 'event_loop',
    of: 'process',
    unit: 'ms',
    thresholds: {
      1: { up: 300, down: 60 },
      2: { up: 600, down: 120 },
      3: { up: 1200, down: 250 },
      4: { up: 2500, down: 500 },
    },
    lastsMs: { up: 6000, down: 5000 },
    // A loop that is blocked for seconds reads nothing meanwhile.
    apartMs: 10_000,
    everyMs: 500,
    read: (from) => from.eventLoopDelay(),
  },
  {
    // Callers wait for some ms where all connections are busy; for half a second, now and then, those of the tests on such a
    // machine. Not up to level 4, which would refuse what needs no
    // connection too, and whatever is left of 3 waits no less.
    name: 'connection_wait',
    of: 'process',
    unit: 'ms',
    thresholds: { 1: { up: 1000, down: 150 }, 2: { up: 2000, down: 300 }, 3: { up: 4000, down: 600 } },
    lastsMs: { up: 6000, down: 5000 },
    apartMs: 3000,
    everyMs: 500,
    read: (from) => from.connectionWait(),
  },
  {
    // An import of a whole catalogue makes jobs wait for minutes. Not up to level 3, at which jobs wait on purpose: their
    // age would hold the level that holds them.
    name: 'oldest_job',
    of: 'shared',
    unit: 's',
    thresholds: { 1: { up: 600, down: 120 }, 2: { up: 1800, down: 600 } },
    lastsMs: { up: 60_000, down: 20_000 },
    apartMs: 90_000,
    // It reads every queue.
    everyMs: 20_000,
    read: (from) => from.oldestWork(),
  },
  {
    // Without the shared cache, or without files, more is asked of the rest. A breaker tries again after a second or some.
    name: 'breakers',
    of: 'shared',
    unit: 'open',
    thresholds: { 1: { up: 1, down: 1 }, 2: { up: 2, down: 2 } },
    lastsMs: { up: 10_000, down: 5000 },
    apartMs: 3000,
    everyMs: 500,
    read: (from) => from.openBreakers(),
  },
  {
    // Level 3 cuts what writes much: events, bundles, exports. The disk counts as full for 30 s after a write was refused.
    name: 'full_disk',
    of: 'shared',
    unit: 'full',
    thresholds: { 3: { up: 1, down: 1 } },
    lastsMs: { up: 10_000, down: 5000 },
    apartMs: 3000,
    everyMs: 500,
    read: (from) => from.fullDisk(),
  },
];
