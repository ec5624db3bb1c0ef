import type { TryLimit } from './try-counters.js';

const MINUTE = 60;

/** One account from one address prefix: whoever else guesses at it elsewhere does not fill this one. */
export const accountHere: TryLimit = { free: 10, windowSeconds: 15 * MINUTE };

/** All accounts from one address prefix: a campus of tens of thousands, with its slips of the finger, may be one. */
export const prefix: TryLimit = { free: 1000, windowSeconds: 15 * MINUTE };

/** One account from everywhere, which many addresses together may guess at. */
export const accountAnywhere: TryLimit = { free: 100, windowSeconds: 60 * MINUTE };

/** One account from a device that is known to be its user's: nothing that others do counts here. */
export const knownDevice: TryLimit = { free: 10, windowSeconds: 15 * MINUTE };
