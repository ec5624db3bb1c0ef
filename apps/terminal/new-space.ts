import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * Keeps V8's space for new objects as small as it is, until `letNewSpaceGrow`. V8 doubles it whenever many of them survive
 * a collection, as nearly all do in a start, which made 60 MB of it that idle processes kept.
 */
export function keepNewSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * V8 enlarges the space for new objects again when the work needs it. Eightfold, so in two steps: twofold, as by default,
 * the first seconds of many requests had several hundred collections.
 */
export function letNewSpaceGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=8');
}

/**
 * Gives memory back to the system: what garbage holds, and the space for new objects, which V8 keeps as large as the work
 * before needed it. For the end of work that does not come again: nothing else runs meanwhile, for some tenths of a second.
 */
export function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
