import { setFlagsFromString } from 'node:v8';

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
