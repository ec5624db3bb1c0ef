// A process whose clock is ten minutes off beside others whose clocks are right.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const preload = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;
const TEN_MINUTES = 600_000;

/** The settings of a process whose clock is so many milliseconds ahead; negative for behind, 0 for right. */
export const clockSettings = (ms) => ({ NODE_OPTIONS: ms ? `--import ${preload}` : '', CLOCK_OFFSET_MS: String(ms) });

const fault = (what, direction, ms) => ({
  name: `clock-${what}-${direction}`,
  breaks: `the clock of one of two ${what === 'api' ? 'APIs' : 'workers'} is ten minutes ${direction}`,
  stack: 'single',
  isOfClocks: true,
  bounds: { browsing: true },
  begin: async (stack) => {
    const restart = async (offset) => {
      await stack[`${what}s`][0].end('SIGTERM');
      await (what === 'api' ? stack.startApi : stack.startWorker)(0, clockSettings(offset));
    };
    await restart(ms);
    return () => restart(0);
  },
});

export const clockFaults = ['api', 'worker'].flatMap((what) => [
  fault(what, 'ahead', TEN_MINUTES),
  fault(what, 'behind', -TEN_MINUTES),
]);
